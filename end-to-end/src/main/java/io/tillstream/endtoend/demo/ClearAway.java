package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.books.Books;
import io.tillstream.endtoend.books.ReadBooks;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the terminals delete at once what they delete after a month: documents that head office
 * holds. What they show must stay as it was.
 */
final class ClearAway {

  private static final List<String> AT_ONCE =
      List.of("tillstream.agent.retention=0s", "tillstream.agent.poll-beside-line=50ms");
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_NANOS = 50_000_000;

  private final Chain chain;

  ClearAway(Chain chain) {
    this.chain = chain;
  }

  /**
   * Clears away, all but the last few of each terminal.
   *
   * @return how many documents
   * @throws IOException when a terminal does not, or shows something else afterwards
   */
  long documents() throws IOException, InterruptedException {
    long cleared = 0;
    for (Terminal terminal : chain.terminals()) {
      Books before = ReadBooks.of(terminal);
      terminal.stop();
      terminal.startWith(AT_ONCE);
      awaitFew(terminal);
      Books after = ReadBooks.of(terminal);
      if (!after.onHand().equals(before.onHand()) || !after.streams().equals(before.streams())) {
        throw new IOException(
            "terminal %s shows other stock, or another chain, since it cleared documents away"
                .formatted(terminal.name()));
      }
      cleared += before.documents().size() - after.documents().size();
    }
    return cleared;
  }

  // The last document stays, and so do the last day close and what came after it.
  private static void awaitFew(Terminal terminal) throws IOException {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    while (terminal.status().path("purge").path("purgedTo").asLong()
        < terminal.status().path("last").path("n").asLong() - 2) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "terminal %s does not clear away what head office holds".formatted(terminal.name()));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
