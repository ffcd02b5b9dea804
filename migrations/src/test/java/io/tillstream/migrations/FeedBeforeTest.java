package io.tillstream.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What head office held before there was a feed is told to its jobs all the same. */
class FeedBeforeTest {

  private static final String URL = Database.h2InMemory("feed-before");

  @Test
  void envelopesThatCameBeforeHaveTheFirstPositionsEachStoreInItsOrder() throws SQLException {
    Database.H2.migrate(URL, "sa", "", "head-office", "2");
    try (Connection connection = DriverManager.getConnection(URL, "sa", "")) {
      envelope(connection, "S2", 1, 0, 4);
      document(connection, "S2", 1, 1, 3);
      envelope(connection, "S1", 2, 0, 9); // another life of its log, with nothing new
      envelope(connection, "S1", 1, 2, 5);
      document(connection, "S1", 1, 3, 5);
      envelope(connection, "S1", 1, 0, 2);
      document(connection, "S1", 1, 1, 1);
      document(connection, "S1", 1, 2, 2);
      aside(connection, "S1", 1, 2, 4);

      Database.H2.migrate(URL, "sa", "", "head-office", "7");

      assertThat(
              rows(
                  connection,
                  "SELECT feed_position, store, ordinal, from_seq, to_seq, documents, aside,"
                      + " decisions FROM feed ORDER BY feed_position"))
          .containsExactly("1 S1 1 0 2 2 0 0", "2 S1 1 2 5 1 1 0", "3 S2 1 0 4 1 0 0");
      assertThat(rows(connection, "SELECT feed_position FROM feed_clock")).containsExactly("3");
      Set<String> marks = new HashSet<>(rows(connection, "SELECT feed_mark FROM feed"));
      assertThat(marks).hasSize(3).allMatch(mark -> mark.matches("[0-9A-Fa-f-]{36}"));
    }
  }

  @Test
  void anEmptyHeadOfficeBeginsBeforeTheFirstPosition() throws SQLException {
    String empty = Database.h2InMemory("feed-empty");
    Database.H2.migrate(empty, "sa", "", "head-office", "7");
    try (Connection connection = DriverManager.getConnection(empty, "sa", "")) {
      assertThat(rows(connection, "SELECT id, feed_position FROM feed_clock"))
          .containsExactly("1 0");
      assertThat(rows(connection, "SELECT feed_position FROM feed")).isEmpty();
    }
  }

  private static void envelope(Connection connection, String store, int ordinal, long from, long to)
      throws SQLException {
    insert(
        connection,
        "INSERT INTO envelope (store, ordinal, from_seq, to_seq, chain, received_millis)"
            + " VALUES (?, ?, ?, ?, X'00', 0)",
        store,
        ordinal,
        from,
        to);
  }

  private static void document(Connection connection, String store, int ordinal, long n, long seq)
      throws SQLException {
    insert(
        connection,
        "INSERT INTO document (store, ordinal, n, seq, terminal, epoch, body, hash, line_count,"
            + " verdict, received_millis) VALUES (?, ?, ?, ?, 'T1', 1, X'00', X'00', 0,"
            + " 'ACCEPTED', 0)",
        store,
        ordinal,
        n,
        seq);
  }

  private static void aside(Connection connection, String store, int ordinal, long n, long seq)
      throws SQLException {
    insert(
        connection,
        "INSERT INTO document_collision (store, ordinal, n, seq, terminal, epoch, body, hash,"
            + " received_millis) VALUES (?, ?, ?, ?, 'T1', 1, X'00', X'01', 0)",
        store,
        ordinal,
        n,
        seq);
  }

  private static void insert(
      Connection connection, String sql, String store, int ordinal, long third, long fourth)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, store);
      insert.setInt(2, ordinal);
      insert.setLong(3, third);
      insert.setLong(4, fourth);
      insert.executeUpdate();
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(row.getString(i));
        }
        rows.add(String.join(" ", cells));
      }
    }
    return rows;
  }
}
