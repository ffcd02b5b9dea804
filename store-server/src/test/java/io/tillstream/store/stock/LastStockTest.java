package io.tillstream.store.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.store.H2Books;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** I8: the stock that is remembered between batches is the stock that is written. */
class LastStockTest {

  private static final DocumentKey RECEIPT =
      new DocumentKey(H2Books.SHOP.id(), new TerminalId("T1"), 1, 1);

  @RegisterExtension final H2Books books = new H2Books();

  @Test
  void whatABatchBookedBeforeItFailedIsForgotten() throws SQLException {
    sell("A", 2);

    assertThatThrownBy(
        () ->
            books.write(
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
      books.write(
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
    books.write(
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
