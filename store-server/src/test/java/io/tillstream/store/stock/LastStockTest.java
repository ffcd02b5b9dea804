package io.tillstream.store.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Location;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.store.H2Books;
import io.tillstream.store.Limits;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterMeters;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I8: the stock that is remembered between batches is the stock that is written. */
class LastStockTest {

  private static final StoreId STORE = new StoreId("S1");
  private static final DocumentKey RECEIPT = new DocumentKey(STORE, new TerminalId("T1"), 1, 1);

  @TempDir Path directory;
  private H2Books books;
  private Writer writer;

  @BeforeEach
  void open() throws SQLException {
    books = H2Books.in(directory);
    writer =
        new Writer(
            books.database(),
            new Shop(STORE, Currency.getInstance("GBP")),
            Limits.queueOf(64),
            new WriterMeters(new SimpleMeterRegistry()),
            Clock.systemUTC());
    writer.open();
  }

  @AfterEach
  void close() {
    writer.close();
    books.close();
  }

  @Test
  void whatABatchBookedBeforeItFailedIsForgotten() throws SQLException {
    sell("A", 2);

    assertThatThrownBy(
        () ->
            writer.ask(
                batch -> {
                  StockLedger.of(batch).book(List.of(sale("A", 100)));
                  StockLedger.of(batch).flush();
                  throw new ArithmeticException("not to be committed");
                }));
    sell("A", 3);

    assertThat(stock("A")).containsExactly("customer 5000", "shop-floor -5000");
  }

  @Test
  void itemsOverAndAboveWhatIsRememberedAreCountedAsWell() throws SQLException {
    List<Movement> all =
        IntStream.range(0, LastStock.ITEMS_MAX + 100).mapToObj(i -> sale("I" + i, 1)).toList();

    for (int times = 0; times < 3; times++) {
      writer.ask(
          batch -> {
            StockLedger.of(batch).book(all);
            return true;
          });
    }

    assertThat(
            books.ask(
                "SELECT location, quantity_thousandths, COUNT(*) FROM stock"
                    + " GROUP BY location, quantity_thousandths ORDER BY location"))
        .containsExactly("customer 3000 " + all.size(), "shop-floor -3000 " + all.size());
  }

  private void sell(String item, long units) {
    writer.ask(
        batch -> {
          StockLedger.of(batch).book(List.of(sale(item, units)));
          return true;
        });
  }

  private static Movement sale(String item, long units) {
    return new Movement(
        RECEIPT, 0, Location.SHOP_FLOOR, Location.CUSTOMER, item, Quantity.ofUnits(units));
  }

  private List<String> stock(String item) throws SQLException {
    return books.ask(
        "SELECT location, quantity_thousandths FROM stock WHERE item = '"
            + item
            + "' ORDER BY location");
  }
}
