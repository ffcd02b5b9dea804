package io.tillstream.store.downlink;

import static io.tillstream.protocol.layer.LayeredTable.ITEM;
import static io.tillstream.protocol.layer.LayeredTable.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.layer.Layer;
import io.tillstream.store.H2Books;
import io.tillstream.store.changelog.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The chain's whole catalogue comes at once, while the store sells (I5, I22). With {@code
 * -Dbulk.items=100000} it is the measurement of ADR 18, and prints it.
 */
class BulkFollowTest {

  private static final int ITEMS = Integer.getInteger("bulk.items", 2_500);
  private static final int PORTION = 500;

  @RegisterExtension final H2Books books = new H2Books();

  @Test
  void salesGoOnBetweenThePortionsAndTerminalsSeeTheCatalogueAtOnce() throws Exception {
    AnOffice office = new AnOffice(PORTION);
    for (int n = 0; n < ITEMS; n++) {
      office.says(Layer.CHAIN, ITEM, "I" + n, "Item " + n, null, true);
    }
    for (int n = 0; n < ITEMS; n++) {
      office.says(Layer.CHAIN, PRICE, "I" + n, (long) n);
    }
    AtomicBoolean isDone = new AtomicBoolean();
    List<Long> waitsMicros = new ArrayList<>();
    List<Long> shownRows = new ArrayList<>();
    Thread till =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!isDone.get()) {
                    long from = System.nanoTime();
                    int n = waitsMicros.size();
                    books.write(batch -> batch.fact(Entity.DOCUMENT, "T1/1/" + n));
                    waitsMicros.add((System.nanoTime() - from) / 1_000);
                    shownRows.add(books.writer().shown().fed());
                  }
                });
    long from = System.nanoTime();
    new FollowOnce(books.database(), books.writer(), office, PORTION, rest -> false).round();
    long tookMillis = (System.nanoTime() - from) / 1_000_000;
    isDone.set(true);
    till.join();
    report(tookMillis, waitsMicros);

    assertThat(books.ask("SELECT COUNT(*) FROM change_log WHERE entity IN ('item', 'price')"))
        .containsExactly("" + 2 * ITEMS);
    assertThat(books.ask("SELECT COUNT(*) FROM price")).containsExactly("" + ITEMS);
    assertThat(books.writer().isFeedHeld()).isFalse();
    assertThat(waitsMicros.size()).isGreaterThan(2 * ITEMS / PORTION / 2);
    long whole = books.writer().shown().fed();
    assertThat(shownRows).isSubsetOf(0L, whole); // nothing of it, or all
  }

  private static void report(long tookMillis, List<Long> waitsMicros) {
    List<Long> sorted = waitsMicros.stream().sorted().toList();
    if (ITEMS >= 100_000) {
      Logger.getLogger(BulkFollowTest.class)
          .infof(
              "%d items with prices in %d ms; %d sales meanwhile: median %d us, 99 %% %d us, longest %d us",
              ITEMS,
              tookMillis,
              sorted.size(),
              sorted.get(sorted.size() / 2),
              sorted.get(sorted.size() * 99 / 100),
              sorted.getLast());
    }
  }
}
