package io.tillstream.endtoend.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.ReadBooks;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.trade.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Terminals that may delete at once whatever head office holds, while it is out of reach of the
 * stores and the tills go on selling (I13). Everything is at rest before.
 */
final class ClearInTime {

  private static final List<String> AT_ONCE =
      List.of("tillstream.agent.retention=0s", "tillstream.agent.poll-beside-line=50ms");
  private static final Duration CLEARED_WITHIN = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int SOLD = 3;
  // The last document that head office holds may stay, and so may the last customer with it.
  private static final int STAY_MAX = 2;

  private final Chain chain;
  private final Supplier<Receipt> receipts;

  ClearInTime(Chain chain, Supplier<Receipt> receipts) {
    this.chain = chain;
    this.receipts = receipts;
  }

  /** Looks; the lines to head office carry again afterwards. */
  Looked look() throws IOException, InterruptedException {
    long cleared = 0;
    List<String> against = new ArrayList<>();
    for (Store store : chain.stores()) {
      Link uplink = store.uplinkLine().orElseThrow();
      uplink.cut();
      for (Terminal terminal : chain.terminalsOf(store)) {
        long held = terminal.status().path("last").path("n").asLong();
        requireHeld(terminal, held);
        terminal.stop();
        terminal.startWith(AT_ONCE);
        for (int i = 0; i < SOLD; i++) {
          Receipt receipt = receipts.get();
          terminal.local().post(receipt.path(), receipt.body()).orRefused();
        }
        long to = clearedTo(terminal, held - STAY_MAX);
        cleared += to;
        if (to > held) {
          against.add(
              "%s has deleted up to %,d, head office holds %,d"
                  .formatted(terminal.name(), to, held));
        } else if (to < held - STAY_MAX) {
          against.add(
              "%s has deleted no more than %,d of the %,d that head office holds"
                  .formatted(terminal.name(), to, held));
        }
      }
      uplink.restore();
    }
    return new Looked(cleared, against);
  }

  private void requireHeld(Terminal terminal, long n) throws IOException {
    JsonNode streams =
        ReadBooks.atHeadOffice(chain.headOffice().admin(), terminal.store().id()).path("streams");
    int epoch = terminal.status().path("epoch").asInt();
    for (JsonNode stream : streams) {
      if (stream.path("terminal").asText().equals(terminal.id().value())
          && stream.path("epoch").asInt() == epoch) {
        if (stream.path("n").asLong() == n) {
          return;
        }
      }
    }
    throw new IOException("head office does not hold all of " + terminal.name() + " at rest");
  }

  private static long clearedTo(Terminal terminal, long wanted) throws IOException {
    long deadline = System.nanoTime() + CLEARED_WITHIN.toNanos();
    long to = 0;
    while (to < wanted && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      to = terminal.status().path("purge").path("purgedTo").asLong();
    }
    return to;
  }
}
