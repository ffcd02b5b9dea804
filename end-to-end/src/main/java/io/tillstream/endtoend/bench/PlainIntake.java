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
 * The limit of intake: the very rows that a store wrote for some documents, written by plain JDBC
 * into the same tables of the same database, a thousand documents to a transaction, each on disk
 * before the next begins.
 */
final class PlainIntake {

  static {
    // As the store's driver has it; read when H2's classes are loaded.
    System.setProperty("h2.objectCache", "false");
  }

  private static final int DOCUMENTS_PER_COMMIT = 1_000;
  private static final String OPTIONS =
      ";MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0";
  private static final String STOCK =
      "UPDATE dbo.stock SET quantity_thousandths = ? WHERE location = ? AND item = ?";
  private static final List<String> LOCATIONS = List.of("shop-floor", "customer");

  private final List<String> tables;
  private final List<Portion> portions;
  private final PlainRows everyStock;

  private PlainIntake(List<String> tables, List<Portion> portions, PlainRows everyStock) {
    this.tables = tables;
    this.portions = portions;
    this.everyStock = everyStock;
  }

  /**
   * Reads what a store wrote.
   *
   * @param data of a store server that has ended
   */
  static PlainIntake asWrittenBy(Path data) throws SQLException {
    try (Connection books = open(data.resolve("store"));
        Statement statement = books.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet script = statement.executeQuery("SCRIPT NODATA")) {
        while (script.next()) {
          tables.add(script.getString(1));
        }
      }
      List<Long> ends = new ArrayList<>();
      try (ResultSet row = statement.executeQuery("SELECT seq FROM dbo.document ORDER BY seq")) {
        for (int i = 1; row.next(); i++) {
          if (i % DOCUMENTS_PER_COMMIT == 0) {
            ends.add(row.getLong(1));
          }
        }
      }
      List<Portion> portions = new ArrayList<>();
      long after = 0;
      for (long to : ends) {
        portions.add(Portion.between(books, after, to));
        after = to;
      }
      return new PlainIntake(
          tables, portions, PlainRows.of(books, "stock", "quantity_thousandths IS NOT NULL"));
    }
  }

  /** How many documents one run writes. */
  int documents() {
    return portions.size() * DOCUMENTS_PER_COMMIT;
  }

  /**
   * Writes everything into a new file.
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
      everyStock.insertInto(plain);
      plain.setAutoCommit(false);
      long started = System.nanoTime();
      for (Portion portion : portions) {
        portion.insertInto(plain);
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

  /** What one transaction writes. */
  private record Portion(List<PlainRows> rows, Set<String> items) {

    static Portion between(Connection books, long after, long to) throws SQLException {
      Set<String> items = new TreeSet<>();
      try (PreparedStatement select =
          books.prepareStatement(
              "SELECT DISTINCT item FROM dbo.movement WHERE document_seq > ? AND document_seq <= ?")) {
        select.setLong(1, after);
        select.setLong(2, to);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            items.add(row.getString(1));
          }
        }
      }
      return new Portion(
          List.of(
              PlainRows.of(books, "document", "seq > ? AND seq <= ?", after, to),
              PlainRows.of(books, "movement", "document_seq > ? AND document_seq <= ?", after, to),
              PlainRows.of(books, "change_log", "seq > ? AND seq <= ?", after, to)),
          items);
    }

    void insertInto(Connection plain) throws SQLException {
      for (PlainRows each : rows) {
        each.insertInto(plain);
      }
      try (PreparedStatement update = plain.prepareStatement(STOCK)) {
        for (String item : items) {
          for (String location : LOCATIONS) {
            update.setLong(1, items.size());
            update.setString(2, location);
            update.setString(3, item);
            update.addBatch();
          }
        }
        update.executeBatch();
      }
    }
  }
}
