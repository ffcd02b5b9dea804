package io.tillstream.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.store.inbox.AStoreWithOtherPrograms.AnotherProgram;
import io.tillstream.store.writer.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All prices change by one statement of another program, while the shop sells (I5, I22). */
class BulkUpdateTest {

  private static final int PRICES = Integer.getInteger("bulk.prices", 5_000);
  private static final int PORTION = 500;

  @TempDir Path directory;
  private AStoreWithOtherPrograms store;
  private Writer writer;

  @BeforeEach
  void open() throws SQLException {
    store = new AStoreWithOtherPrograms(directory);
    writer = store.writer();
    writer.ask(
        batch -> {
          List<String> items =
              java.util.stream.IntStream.range(0, PRICES).mapToObj(i -> "I" + i).toList();
          batch.write(
              "INSERT INTO item (item, description, stocked) VALUES (?, '', 1)",
              items,
              (insert, item) -> insert.setString(1, item));
          batch.write(
              "INSERT INTO price (item, unit_price_ten_thousandths) VALUES (?, 1)",
              items,
              (insert, item) -> insert.setString(1, item));
          return true;
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void salesGoOnBetweenThePortionsAndTerminalsSeeAllPricesAtOnce() throws Exception {
    try (AnotherProgram program = store.another()) {
      program.does("UPDATE price SET unit_price_ten_thousandths = 2");
      program.commits();
    }
    AtomicInteger salesMeanwhile = new AtomicInteger();
    AtomicInteger halves = new AtomicInteger();
    Thread till =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (writer.shown().seq() < PRICES) {
                    writer.ask(OtherProgramsTest.price("SOLD", salesMeanwhile.incrementAndGet()));
                    long shown = writer.shown().seq();
                    halves.addAndGet(shown > salesMeanwhile.get() && shown < PRICES ? 1 : 0);
                  }
                });
    store.watch(writer, PORTION).round();
    till.join();

    assertThat(
            store.books.ask(
                "SELECT COUNT(*) FROM change_log WHERE payload LIKE '%,2]' AND row_key LIKE 'I%'"))
        .containsExactly("" + PRICES);
    assertThat(salesMeanwhile.get()).isGreaterThan(PRICES / PORTION / 2);
    assertThat(halves.get()).isZero();
    assertThat(store.books.ask("SELECT COUNT(*) FROM change_inbox")).containsExactly("0");
  }
}
