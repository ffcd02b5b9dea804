package io.tillstream.agent.snapshot;

import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/**
 * Lets one replica take another's place while the till reads: a reader sees the old one or the new
 * one, whole (I5). Thread-safe.
 */
public final class TakeOver {

  private static final Logger LOG = Logger.getLogger(TakeOver.class);

  private final DataDirectory directory;
  private final SqliteFile ref;

  /** In this directory, of this open replica. */
  public TakeOver(DataDirectory directory, SqliteFile ref) {
    this.directory = directory;
    this.ref = ref;
  }

  /**
   * The replica that was prepared is the replica from now on.
   *
   * @throws StorageFailure when it cannot be: the former one goes on, or if that is gone an empty
   *     one
   */
  public void put() {
    try {
      ref.exchange(() -> unchecked(directory::placeComingRefDb));
    } catch (StorageFailure | UncheckedIOException e) {
      openWhatIsThere();
      throw e instanceof StorageFailure failure ? failure : new StorageFailure(e.getMessage());
    }
    try {
      directory.discardSnapshot();
    } catch (IOException e) {
      LOG.warnf("What is left of a snapshot cannot be removed: %s", e.getMessage());
    }
  }

  /** Begins with an empty replica: the former one is damaged. */
  public void startEmpty() {
    ref.exchange(() -> unchecked(directory::discardRefDb));
  }

  private void openWhatIsThere() {
    try {
      ref.exchange(() -> {});
    } catch (StorageFailure e) {
      LOG.warnf("The replica cannot be opened (%s): it is fetched anew", e.getMessage());
      startEmpty();
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void unchecked(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
