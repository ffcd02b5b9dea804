package io.tillstream.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.store.H2Books;
import io.tillstream.store.inbox.AStoreWithOtherPrograms.AnotherProgram;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All prices change by one statement of another program, while the store writes, too (I5, I22). */
class BulkUpdateTest {

  private static final int PRICES = Integer.getInteger("bulk.prices", 5_000);
  private static final int PORTION = 500;

  @RegisterExtension final H2Books books = new H2Books();
  private final AStoreWithOtherPrograms store = new AStoreWithOtherPrograms(books);

  @BeforeEach
  void open() throws SQLException {
    books.write(
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

  @Test
  void theStoresOwnChangesGoOnBetweenThePortionsAndTerminalsSeeAllPricesAtOnce() throws Exception {
    try (AnotherProgram program = store.another()) {
      program.does("UPDATE price SET unit_price_ten_thousandths = 2");
      program.commits();
    }
    AtomicInteger ownMeanwhile = new AtomicInteger();
    AtomicInteger halves = new AtomicInteger();
    Thread till =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (books.writer().shown().seq() < PRICES) {
                    books.write(OtherProgramsTest.price("OWN", ownMeanwhile.incrementAndGet()));
                    long shown = books.writer().shown().seq();
                    halves.addAndGet(shown > ownMeanwhile.get() && shown < PRICES ? 1 : 0);
                  }
                });
    store.watch(PORTION).round();
    till.join();

    assertThat(
            books.ask(
                "SELECT COUNT(*) FROM change_log WHERE payload LIKE '%,2]' AND row_key LIKE 'I%'"))
        .containsExactly("" + PRICES);
    assertThat(ownMeanwhile.get()).isGreaterThan(PRICES / PORTION / 2);
    assertThat(halves.get()).isZero();
    assertThat(books.ask("SELECT COUNT(*) FROM change_inbox")).containsExactly("0");
  }
}
