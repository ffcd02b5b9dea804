package io.tillstream.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.inbox.AStoreWithOtherPrograms.AnotherProgram;
import io.tillstream.store.writer.Command;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What other programs write by SQL reaches the log whole, once and in order (I3, I4). */
class OtherProgramsTest {

  private static final String LAMP =
      "INSERT INTO item (item, description, tax_code, stocked) VALUES ('LAMP', 'A lamp', NULL, 1)";
  private static final String LAMP_PRICE =
      "INSERT INTO price (item, unit_price_ten_thousandths) VALUES ('LAMP', 25500)";

  @RegisterExtension final H2Books books = new H2Books();
  private final AStoreWithOtherPrograms store = new AStoreWithOtherPrograms(books);

  @Test
  void anItemWithItsPriceBySqlReachesTerminalsByItself() throws SQLException {
    WatchInbox watch = store.watch(100);
    watch.start();
    try {
      store.another(LAMP, LAMP_PRICE);

      Eventually.holds(() -> store.terminal().size() == 2);
    } finally {
      watch.stop();
    }
    assertThat(store.terminal())
        .isEqualTo(
            Map.of(
                "item LAMP", "[\"LAMP\",\"A lamp\",null,true]", "price LAMP", "[\"LAMP\",25500]"));
    assertThat(books.ask("SELECT COUNT(*) FROM change_inbox")).containsExactly("0");
  }

  @Test
  void whatTheStoreChangesItselfIsNotNotedASecondTime() throws SQLException {
    books.write(price("LAMP", 25_500));

    assertThat(books.ask("SELECT COUNT(*) FROM change_inbox")).containsExactly("0");
    // The same statement by anybody else is.
    store.another("UPDATE price SET unit_price_ten_thousandths = 1 WHERE item = 'LAMP'");
    assertThat(books.ask("SELECT entity, row_key, op FROM change_inbox"))
        .containsExactly("price LAMP update");
  }

  @Test
  void aTransactionThatCommitsLateIsNotSkipped() throws SQLException {
    store.another("INSERT INTO item (item, description, stocked) VALUES ('MUG', '', 1)");
    Cursor naive = new Cursor();
    try (AnotherProgram slow = store.another()) {
      slow.does(LAMP);
      store.another("UPDATE item SET description = 'A mug' WHERE item = 'MUG'");
      naive.readOn();
      store.watch(100).round();
      slow.commits();
    }
    naive.readOn();
    store.watch(100).round();

    assertThat(store.terminal()).containsKeys("item LAMP", "item MUG");
    // A reader that goes on from the last note it saw has lost the lamp, for good.
    assertThat(naive.seen).contains("MUG").doesNotContain("LAMP");
  }

  @Test
  void whatAnotherProgramTakesBackLeavesNoTrace() throws SQLException {
    try (AnotherProgram program = store.another()) {
      program.does(LAMP);
      program.givesUp();
    }
    store.watch(100).round();

    assertThat(store.log()).isEmpty();
    assertThat(books.writer().published().seq()).isZero();
  }

  @Test
  void manyChangesOfOneRowAreTheLastOne() throws SQLException {
    store.another(LAMP, LAMP_PRICE);
    store.watch(100).round();
    store.another(
        "UPDATE price SET unit_price_ten_thousandths = 1 WHERE item = 'LAMP'",
        "DELETE FROM price WHERE item = 'LAMP'",
        "INSERT INTO price (item, unit_price_ten_thousandths) VALUES ('LAMP', 2)",
        "UPDATE item SET item = 'LAMP-2' WHERE item = 'LAMP'",
        "UPDATE price SET item = 'LAMP-2' WHERE item = 'LAMP'",
        "UPDATE price SET unit_price_ten_thousandths = 3 WHERE item = 'LAMP-2'");
    store.watch(100).round();

    assertThat(store.terminal())
        .isEqualTo(
            Map.of(
                "item LAMP-2",
                "[\"LAMP-2\",\"A lamp\",null,true]",
                "price LAMP-2",
                "[\"LAMP-2\",3]"));
  }

  @Test
  void parentsComeBeforeTheirChildrenAndGoAfterThem() throws SQLException {
    store.another(
        LAMP_PRICE,
        "INSERT INTO barcode (barcode, item) VALUES ('50', 'LAMP')",
        LAMP,
        "UPDATE item SET tax_code = 'STD'",
        "INSERT INTO tax (tax_code, rate_basis_points) VALUES ('STD', 2000)");
    store.watch(3).round();
    assertThat(store.log())
        .containsExactly("put tax STD", "put item LAMP", "put barcode 50", "put price LAMP");

    store.another(
        "DELETE FROM tax", "DELETE FROM item", "DELETE FROM price", "DELETE FROM barcode");
    store.watch(2).round();
    assertThat(store.log().subList(4, 8))
        .containsExactly(
            "remove barcode 50", "remove price LAMP", "remove item LAMP", "remove tax STD");
    assertThat(store.terminal()).isEmpty();
  }

  @Test
  void oneKeyFromConsoleAndSqlAtOnceEndsAlikeEverywhere() throws Exception {
    store.another(LAMP, LAMP_PRICE);
    WatchInbox watch = store.watch(100);
    watch.start();
    Thread program =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 150; i++) {
                    try {
                      store.another(
                          "UPDATE price SET unit_price_ten_thousandths = "
                              + (100_000 + i)
                              + " WHERE item = 'LAMP'");
                    } catch (SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                });
    for (int i = 0; i < 150; i++) {
      books.write(price("LAMP", 200_000 + i));
    }
    program.join();
    watch.stop();
    store.watch(100).round();

    assertThat(store.terminal().get("price LAMP"))
        .isEqualTo(
            books.ask("SELECT unit_price_ten_thousandths FROM price").stream()
                .map(price -> "[\"LAMP\"," + price + "]")
                .findFirst()
                .orElseThrow());
    assertThat(books.ask("SELECT COUNT(*) FROM change_log"))
        .isEqualTo(books.ask("SELECT v FROM store_clock"));
  }

  @Test
  void aProgramOfItsOwnUserReachesTheEmbeddedDatabaseAndOnlyWhatItMayWrite() throws SQLException {
    try (Connection connection = books.database().getConnection();
        Statement admin = connection.createStatement()) {
      admin.execute("CREATE USER PRICES PASSWORD 'secret'");
      for (String table : List.of("item", "barcode", "price", "tax", "customer")) {
        admin.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON dbo." + table + " TO PRICES");
      }
      admin.execute("GRANT INSERT ON dbo.change_inbox TO PRICES");
    }
    try (OpenToOtherPrograms open = OpenToOtherPrograms.on(0);
        Connection program =
            DriverManager.getConnection(
                "jdbc:h2:tcp://127.0.0.1:%d/file:%s/books;SCHEMA=dbo"
                    .formatted(open.port(), books.file().getParent()),
                "PRICES",
                "secret");
        Statement sql = program.createStatement()) {
      sql.executeUpdate(LAMP);
      assertThatThrownBy(() -> sql.executeUpdate("UPDATE store_clock SET v = 0"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> sql.executeUpdate("DELETE FROM change_inbox"))
          .isInstanceOf(SQLException.class);
    }
    store.watch(100).round();

    assertThat(store.terminal()).containsOnlyKeys("item LAMP");
  }

  /** The store's own change of a price, as its catalogue makes it. */
  static Command<Long> price(String item, long tenThousandths) {
    return batch -> {
      PreparedStatement update =
          batch.prepare("UPDATE price SET unit_price_ten_thousandths = ? WHERE item = ?");
      update.setLong(1, tenThousandths);
      update.setString(2, item);
      if (update.executeUpdate() == 0) {
        PreparedStatement insert =
            batch.prepare("INSERT INTO price (unit_price_ten_thousandths, item) VALUES (?, ?)");
        insert.setLong(1, tenThousandths);
        insert.setString(2, item);
        insert.executeUpdate();
      }
      batch.put(Entity.PRICE, item, Image.of(item, tenThousandths));
      return tenThousandths;
    };
  }

  /** A reader that goes on from the last note it saw, in the order in which notes were written. */
  private final class Cursor {

    private final List<String> seen = new ArrayList<>();
    private long last;

    void readOn() throws SQLException {
      for (String note :
          books.ask(
              "SELECT _ROWID_, row_key FROM change_inbox WHERE _ROWID_ > "
                  + last
                  + " ORDER BY _ROWID_")) {
        last = Long.parseLong(note.split(" ", 2)[0]);
        seen.add(note.split(" ", 2)[1]);
      }
    }
  }
}
