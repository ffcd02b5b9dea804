package io.tillstream.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A row that makes no sense stops no other, reaches no terminal, and is shown to a person (I14).
 */
class HeldBackRowsTest {

  @RegisterExtension final H2Books books = new H2Books();
  private final AStoreWithOtherPrograms store = new AStoreWithOtherPrograms(books);

  @Test
  void badRowsAreHeldBackAndGoodOnesBesideThemGoOn() throws SQLException {
    store.another(
        item("LAMP", "A lamp"),
        item(" ", "blank"),
        item("MUG ", "ends with a blank"),
        item("BELL" + (char) 7, "rings"),
        item("CUP", "half " + (char) 0xD83D),
        "INSERT INTO tax (tax_code, rate_basis_points) VALUES ('STD', 10001)",
        price("LAMP", 25_500),
        price("CUP", -1),
        price("NONE", 1),
        "INSERT INTO barcode (barcode, item) VALUES ('5 0', 'LAMP')",
        "INSERT INTO barcode (barcode, item) VALUES ('50', 'NONE')",
        "INSERT INTO customer (customer, name) VALUES ('C 1', 'Ada')");
    store.watch(3).round();

    assertThat(store.log()).containsExactly("put item LAMP", "put price LAMP");
    assertThat(store.heldBack())
        .containsExactly(
            "barcode 5 0 a barcode holds no blank",
            "barcode 50 there is no item NONE",
            "item   its code is blank",
            "item BELL" + (char) 7 + " its code holds what cannot be printed",
            "item CUP its description holds what cannot be printed",
            "item MUG  its code begins or ends with a blank",
            "price CUP its price of -1 is not between 0 and 10000000000",
            "price NONE there is no item NONE",
            "tax STD its rate of 10001 is not between 0 and 10000");
    assertThat(books.writer().isFeedHeld()).isFalse();
  }

  @Test
  void aRowThatIsPutRightIsShownAndNoLongerHeldBack() throws SQLException {
    store.another(item("CUP", "bad " + (char) 1), price("CUP", 5));
    WatchInbox watch = store.watch(10);
    watch.round();
    // Not even its good price: a child never comes before its parent.
    assertThat(store.log()).isEmpty();
    assertThat(store.heldBack()).contains("price CUP its item CUP is held back itself");

    store.another("UPDATE item SET description = 'A cup'");
    untilNothingIsHeldBack(watch);

    assertThat(store.log()).containsExactly("put item CUP", "put price CUP");
    assertThat(store.heldBack()).isEmpty();
  }

  @Test
  void aChildIsShownWhenItsParentArrivesThroughTheConsole() throws SQLException {
    store.another(price("CUP", 5), "INSERT INTO barcode (barcode, item) VALUES ('50', 'CUP')");
    WatchInbox watch = store.watch(10);
    watch.round();
    assertThat(store.heldBack()).hasSize(2);

    books.write(
        batch -> {
          batch.prepare(item("CUP", "")).executeUpdate();
          return true;
        });
    untilNothingIsHeldBack(watch);

    assertThat(store.log()).containsExactly("put barcode 50", "put price CUP");
    assertThat(store.heldBack()).isEmpty();
  }

  @Test
  void badRowsThatAreRemovedAreForgotten() throws SQLException {
    store.another(item(" ", ""), price("CUP", -5));
    WatchInbox watch = store.watch(10);
    watch.round();
    assertThat(store.heldBack()).hasSize(2);

    store.another("DELETE FROM item", "DELETE FROM price");
    watch.round();

    assertThat(store.heldBack()).isEmpty();
    assertThat(store.log()).containsExactly("remove price CUP");
  }

  @Test
  void whatAnotherProgramLeavesBehindOfAnItemLeavesTheTerminalsBeforeIt() throws SQLException {
    store.another(
        item("LAMP", ""),
        price("LAMP", 5),
        "INSERT INTO barcode (barcode, item) VALUES ('50', 'LAMP')");
    WatchInbox watch = store.watch(10);
    watch.round();
    store.another("DELETE FROM item");
    watch.round();

    assertThat(store.log().subList(3, 6))
        .containsExactly("remove barcode 50", "remove price LAMP", "remove item LAMP");
    assertThat(store.heldBack())
        .containsExactly("barcode 50 there is no item LAMP", "price LAMP there is no item LAMP");
  }

  @Test
  void aTaxCodeThatItemsStillNameStaysOnTheTerminals() throws SQLException {
    store.another(
        "INSERT INTO tax (tax_code, rate_basis_points) VALUES ('STD', 2000)",
        "INSERT INTO item (item, description, tax_code, stocked) VALUES ('LAMP', '', 'STD', 1)");
    WatchInbox watch = store.watch(10);
    watch.round();
    store.another("DELETE FROM tax");
    watch.round();
    assertThat(store.terminal()).containsKey("tax STD");
    assertThat(store.heldBack())
        .containsExactly("tax STD it was removed, but item LAMP still names it");

    store.another("UPDATE item SET tax_code = NULL");
    untilNothingIsHeldBack(watch);
    assertThat(store.terminal()).containsOnlyKeys("item LAMP");
    assertThat(store.heldBack()).isEmpty();
  }

  private void untilNothingIsHeldBack(WatchInbox watch) {
    Eventually.holds(
        () -> {
          watch.round();
          return store.heldBack().isEmpty();
        });
  }

  private static String item(String code, String description) {
    return "INSERT INTO item (item, description, stocked) VALUES ('%s', '%s', 1)"
        .formatted(code, description);
  }

  private static String price(String item, long tenThousandths) {
    return "INSERT INTO price (item, unit_price_ten_thousandths) VALUES ('%s', %d)"
        .formatted(item, tenThousandths);
  }
}
