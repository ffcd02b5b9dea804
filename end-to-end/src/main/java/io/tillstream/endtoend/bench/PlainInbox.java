package io.tillstream.endtoend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The limit of the inbox: the very rows that head office wrote for some envelopes, written by plain
 * JDBC into the same tables of the same database, an envelope to a transaction as head office does
 * it, each on disk before the next begins. One thread.
 */
final class PlainInbox {

  static {
    // As head office's driver has it; read when H2's classes are loaded.
    System.setProperty("h2.objectCache", "false");
  }

  private static final int ENVELOPES_MAX = 500;
  private static final String OPTIONS =
      ";MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0";
  private static final List<String> HELD_BEFORE =
      List.of("store", "store_stream", "document_stream", "stock", "feed_clock");

  private final List<String> tables;
  private final List<PlainRows> before;
  private final List<Transaction> transactions;
  private final int sales;

  private PlainInbox(
      List<String> tables, List<PlainRows> before, List<Transaction> transactions, int sales) {
    this.tables = tables;
    this.before = before;
    this.transactions = transactions;
    this.sales = sales;
  }

  /**
   * Reads what head office wrote.
   *
   * @param data of a head office that has ended
   * @param most the last so many envelopes, or fewer
   * @param sales in each of them
   */
  static PlainInbox asWrittenBy(Path data, int most, int sales) throws SQLException {
    try (Connection books = open(data.resolve("head-office"))) {
      List<Transaction> transactions = new ArrayList<>();
      try (PreparedStatement select =
          books.prepareStatement(
              "SELECT feed_position, store, ordinal, from_seq, to_seq FROM dbo.feed"
                  + " WHERE documents = ? ORDER BY feed_position DESC"
                  + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY")) {
        select.setInt(1, sales);
        select.setInt(2, Math.min(most, ENVELOPES_MAX));
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            transactions.addFirst(Transaction.of(books, row));
          }
        }
      }
      List<PlainRows> before = new ArrayList<>();
      for (String table : HELD_BEFORE) {
        before.add(PlainRows.of(books, table, "1 = 1"));
      }
      return new PlainInbox(script(books), before, transactions, sales);
    }
  }

  private static List<String> script(Connection books) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = books.createStatement();
        ResultSet script = statement.executeQuery("SCRIPT NODATA")) {
      while (script.next()) {
        tables.add(script.getString(1));
      }
    }
    return tables;
  }

  /** How many documents one run writes. */
  int documents() {
    return transactions.size() * sales;
  }

  /**
   * Writes everything into a new file, which holds the same stores and their stock before.
   *
   * @return how long it took, nanoseconds
   */
  long write(Path directory) throws SQLException, IOException {
    Files.createDirectories(directory);
    try (Connection plain = open(directory.resolve("plain"))) {
      try (Statement statement = plain.createStatement()) {
        for (String table : tables) {
          statement.execute(table);
        }
      }
      plain.setAutoCommit(false);
      for (PlainRows rows : before) {
        rows.insertInto(plain);
      }
      plain.commit();
      long started = System.nanoTime();
      for (Transaction transaction : transactions) {
        transaction.writeTo(plain);
        plain.commit();
        try (Statement durable = plain.createStatement()) {
          durable.execute("CHECKPOINT SYNC");
        }
      }
      return System.nanoTime() - started;
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:file:" + file + OPTIONS, "sa", "");
  }

  /** What one envelope writes. */
  private record Transaction(
      String store, long position, long toSeq, List<PlainRows> rows, Set<String> items) {

    // Of a simulated store, whose only till makes every fact: its n is the position in the log.
    static Transaction of(Connection books, ResultSet feed) throws SQLException {
      long position = feed.getLong(1);
      String store = feed.getString(2);
      int ordinal = feed.getInt(3);
      long from = feed.getLong(4);
      long to = feed.getLong(5);
      PlainRows movements =
          PlainRows.of(books, "movement", "store = ? AND n > ? AND n <= ?", store, from, to);
      return new Transaction(
          store,
          position,
          to,
          List.of(
              PlainRows.of(
                  books,
                  "document",
                  "store = ? AND ordinal = ? AND seq > ? AND seq <= ?",
                  store,
                  ordinal,
                  from,
                  to),
              movements,
              PlainRows.of(
                  books,
                  "envelope",
                  "store = ? AND ordinal = ? AND to_seq = ?",
                  store,
                  ordinal,
                  to),
              PlainRows.of(books, "feed", "feed_position = ?", position)),
          items(books, store, from, to));
    }

    private static Set<String> items(Connection books, String store, long from, long to)
        throws SQLException {
      Set<String> items = new TreeSet<>();
      try (PreparedStatement select =
          books.prepareStatement(
              "SELECT DISTINCT item FROM dbo.movement WHERE store = ? AND n > ? AND n <= ?")) {
        select.setString(1, store);
        select.setLong(2, from);
        select.setLong(3, to);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            items.add(row.getString(1));
          }
        }
      }
      return items;
    }

    void writeTo(Connection plain) throws SQLException {
      update(plain, "UPDATE dbo.store SET envelopes = ? WHERE store = ?", position, store);
      update(plain, "UPDATE dbo.store_stream SET seq = ? WHERE store = ?", toSeq, store);
      update(plain, "UPDATE dbo.document_stream SET n = ? WHERE store = ?", toSeq, store);
      for (PlainRows each : rows) {
        each.insertInto(plain);
      }
      try (PreparedStatement update =
          plain.prepareStatement(
              "UPDATE dbo.stock SET quantity_thousandths = ?"
                  + " WHERE store = ? AND location = 'shop-floor' AND item = ?")) {
        for (String item : items) {
          update.setLong(1, toSeq);
          update.setString(2, store);
          update.setString(3, item);
          update.addBatch();
        }
        update.executeBatch();
      }
      update(plain, "UPDATE dbo.feed_clock SET feed_position = ? WHERE id = ?", position, 1);
    }

    private static void update(Connection plain, String sql, long value, Object which)
        throws SQLException {
      try (PreparedStatement update = plain.prepareStatement(sql)) {
        update.setLong(1, value);
        update.setObject(2, which);
        update.executeUpdate();
      }
    }
  }
}
