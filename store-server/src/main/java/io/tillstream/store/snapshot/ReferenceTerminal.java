package io.tillstream.store.snapshot;

import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.NewerSchema;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import io.tillstream.store.feed.ReadPages;
import io.tillstream.store.retention.LogFloor;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The store's own terminal: a replica that follows the change feed with the code of all terminals,
 * on a thread of its own and only when somebody wants to look at it. While the books change it
 * rests as long as it works, so that intake keeps the machine. Thread-safe.
 */
public final class ReferenceTerminal implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ReferenceTerminal.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
  private static final Duration REST_LONGEST = Duration.ofMillis(200);
  private static final int WAITING_MAX = 16;
  // Nobody reads in between, so a commit here and there only keeps the write-ahead log short.
  private static final int PAGES_PER_COMMIT = 20;

  private final Path folder;
  private final ReadPages pages;
  private final Writer writer;
  private final ThreadPoolExecutor thread;
  private volatile boolean stopping;
  private SqliteFile ref; // used by its thread alone

  /**
   * Does nothing until it is asked.
   *
   * @param folder its own; made when it is needed
   */
  public ReferenceTerminal(Path folder, ReadPages pages, Writer writer) {
    this.folder = folder;
    this.pages = pages;
    this.writer = writer;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> {
              Thread made = new Thread(task, "reference-terminal");
              made.setDaemon(true);
              return made;
            });
  }

  /** Looks at the replica. */
  @FunctionalInterface
  public interface Look<T> {

    /** On the reference terminal's thread, at a checkpoint. */
    T at(Replica replica, Cursor checkpoint) throws IOException, SQLException;
  }

  /**
   * Brings the replica to the head of the log and lets somebody look at it there.
   *
   * @return what came of it; fails with what went wrong, or at once when too many wait
   */
  public <T> CompletableFuture<T> atHead(Look<T> look) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      thread.execute(
          () -> {
            try {
              result.complete(lookAtHead(look));
            } catch (IOException | SQLException | RuntimeException | Error e) {
              result.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private <T> T lookAtHead(Look<T> look) throws IOException, SQLException {
    try {
      return look.at(replica(), bringToHead());
    } catch (StorageFailure e) {
      // Whatever is in it can be made again.
      LOG.warnf("The reference terminal's replica is made anew: %s", e.getMessage());
      discard();
      return look.at(replica(), bringToHead());
    }
  }

  private Cursor bringToHead() throws IOException, SQLException {
    Published books = writer.shown();
    Replica replica = replica();
    Cursor at = replica.checkpoint().map(Replica.Checkpoint::cursor).orElse(Cursor.START);
    LogFloor begun = pages.floor();
    boolean ofThisLog =
        books.incarnation().equals(at.incarnation())
            && at.seq() <= books.seq()
            && at.seq() >= begun.seq();
    if (ofThisLog && at.seq() == books.seq()) {
      return at;
    }
    if (!ofThisLog) {
      replica.stageEmpty();
    }
    long after = ofThisLog ? at.seq() : 0;
    long removals = ofThisLog ? LogFloor.NOT_FROM_THE_START : begun.removals();
    int staged = 0;
    do {
      if (stopping) {
        throw new IOException("the store is stopping");
      }
      long began = System.nanoTime();
      ChangePage page = pages.after(after, books);
      if (!pages.floor().leavesWhole(after, removals)) {
        replica.forgetStaged();
        throw new IOException("the log was thinned out meanwhile");
      }
      replica.stage(page);
      staged++;
      after = page.to();
      if (page.checkpoint()) {
        replica.stageDocumentsInside(
            books.streams().entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey(), e -> e.getValue().position())));
      }
      if (page.checkpoint() || staged % PAGES_PER_COMMIT == 0) {
        replica.commitAt(page, page.serverTime());
      }
      restWhileTheBooksChange(books, System.nanoTime() - began);
    } while (after < books.seq());
    return new Cursor(books.incarnation(), books.seq());
  }

  private void restWhileTheBooksChange(Published before, long workedNanos) {
    if (writer.shown().seq() != before.seq()) {
      LockSupport.parkNanos(this, Math.min(workedNanos, REST_LONGEST.toNanos()));
    }
  }

  private Replica replica() throws IOException {
    if (ref == null) {
      Files.createDirectories(folder);
      try {
        ref = open();
      } catch (StorageFailure | NewerSchema e) {
        LOG.warnf("The reference terminal's replica is made anew: %s", e.getMessage());
        discard();
        ref = open();
      }
    }
    return new Replica(ref);
  }

  private SqliteFile open() {
    SqliteFile opened =
        SqliteFile.open(
            folder.resolve("ref.db"), Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE, 1);
    try {
      opened.requireSound();
      return opened;
    } catch (StorageFailure e) {
      opened.close();
      throw e;
    }
  }

  private void discard() throws IOException {
    if (ref != null) {
      ref.close();
      ref = null;
    }
    for (String file : List.of("ref.db", "ref.db-wal", "ref.db-shm")) {
      Files.deleteIfExists(folder.resolve(file));
    }
  }

  /** Ends what is under way and closes the replica; its thread is not interrupted. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.execute(
          () -> {
            if (ref != null) {
              ref.close();
              ref = null;
            }
          });
    } catch (RejectedExecutionException tooMuchWaits) {
      LOG.debug("The reference terminal's replica is closed by the end of the program");
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The reference terminal is still at work");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
