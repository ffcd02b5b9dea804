package io.tillstream.store.inbox;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.writer.Command;
import io.tillstream.store.writer.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Looks for changes of other programs and hands them to the writer, a portion at a time, so that
 * sales have their turn between two portions. One thread of its own, which is never interrupted.
 */
public final class WatchInbox {

  private static final Logger LOG = Logger.getLogger(WatchInbox.class);
  private static final Duration BUSY_REST = Duration.ofMillis(50);
  // Whoever has locked the rows holds up all sales with each attempt, so there are fewer and fewer.
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
  // Looking again takes at most a twentieth of the time, however much is held back.
  private static final int REST_PER_LOOK = 20;

  private final ReadNotes notes;
  private final Writer writer;
  private final InboxConfig config;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "store-inbox");
  private long lookAgainAtNanos = System.nanoTime();
  private String lastFailure = "";

  /** A watch that has not begun. */
  public WatchInbox(DataSource database, Writer writer, InboxConfig config) {
    notes = new ReadNotes(database);
    this.writer = writer;
    this.config = config;
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  /** Finishes the portion in hand and stops; what is left is taken over after the next start. */
  public void stop() {
    stopped.countDown();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    Duration rest = config.poll();
    while (!isStoppedAfter(rest)) {
      try {
        round();
        lastFailure = "";
        rest = config.poll();
      } catch (SQLException | RuntimeException e) {
        if (!lastFailure.equals(String.valueOf(e.getMessage()))) {
          LOG.warnf(e, "Changes of other programs cannot be taken over now");
          lastFailure = String.valueOf(e.getMessage());
        }
        rest = longer(rest);
      }
    }
  }

  private static Duration longer(Duration rest) {
    Duration twice = rest.multipliedBy(2);
    return twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
  }

  /** One look, and all that follows from it. */
  void round() throws SQLException {
    if (notes.isAnyNoted()) {
      takeOver();
    } else if (writer.isFeedHeldBy(TakeOver.HOLDER)) {
      // The notes were taken away by hand in the middle.
      ask(new TakeOver(List.of(), true, false));
    }
    if (System.nanoTime() - lookAgainAtNanos >= 0) {
      long begun = System.nanoTime();
      lookAgain();
      long taken = System.nanoTime() - begun;
      lookAgainAtNanos =
          System.nanoTime() + Math.max(config.lookAgain().toNanos(), REST_PER_LOOK * taken);
    }
  }

  private void takeOver() throws SQLException {
    writer.heedOwnChanges(true); // before the moment that is read
    try (ReadNotes.Sweep sweep = notes.noted()) {
      List<ForeignRow> portion = sweep.next(config.portionRows());
      while (!portion.isEmpty() && stopped.getCount() > 0) {
        List<ForeignRow> next = sweep.next(config.portionRows());
        ask(new TakeOver(portion, next.isEmpty(), false));
        portion = next;
      }
    } finally {
      writer.heedOwnChanges(false);
    }
  }

  private void lookAgain() throws SQLException {
    if (!notes.isAnyHeldBack()) {
      return;
    }
    try (ReadNotes.Sweep sweep = notes.heldBack()) {
      List<ForeignRow> seen = sweep.next(config.portionRows());
      while (!seen.isEmpty() && stopped.getCount() > 0) {
        List<ForeignRow> changed = new ArrayList<>();
        for (ForeignRow row : seen) {
          if (isOtherNow(row)) {
            changed.add(row);
          }
        }
        if (!changed.isEmpty()) {
          ask(new NoteAgain(changed));
        }
        seen = sweep.next(config.portionRows());
      }
    }
  }

  private static boolean isOtherNow(ForeignRow row) {
    boolean same =
        JudgeRow.of(row) instanceof Judged.HeldBack(String why)
            && row.mark().equals(HeldBackRows.shortened(why));
    // What failed for no known reason would only fail again, until somebody changes it.
    return !same && !row.mark().equals(TakeOver.NOT_TAKEN);
  }

  /** Sales come first: when too much waits for the writer, this waits. */
  private <A> void ask(Command<A> command) {
    while (true) {
      try {
        writer.ask(command);
        return;
      } catch (ProblemException e) {
        if (e.code() != ProblemCode.TOO_MANY_REQUESTS || isStoppedAfter(BUSY_REST)) {
          throw e;
        }
      }
    }
  }

  private boolean isStoppedAfter(Duration rest) {
    try {
      return stopped.await(rest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.warn("The watch over the inbox was interrupted and goes on");
      return false;
    }
  }
}
