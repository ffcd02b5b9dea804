package io.tillstream.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an earlier program left in a database is there under the next one. */
class UpgradeTest {

  @Test
  void deliveryNotesThatWereEnteredAreKnownAndTheirNumbersGoOn() throws SQLException {
    String url = Database.h2InMemory("upgrade-own-documents");
    Database.H2.migrate(url, "sa", "", "store", "24");
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO goods_receipt (reference, document_seq, request_hash) VALUES ('DN-1', 7, X'01')");
      statement.execute(
          "INSERT INTO document_stream (terminal, epoch, n, hash) VALUES ('STORE', 2, 5, X'02')");
      statement.execute(
          "INSERT INTO document_stream (terminal, epoch, n, hash) VALUES ('T1', 1, 9, X'03')");

      Database.H2.migrate(url, "sa", "", "store");

      assertThat(rows(statement, "SELECT type, reference, document_seq FROM own_reference"))
          .containsExactly("goods-receipt DN-1 7");
      assertThat(rows(statement, "SELECT epoch, series, counter FROM own_series"))
          .containsExactly("2 goods-receipt 5");
    }
  }

  private static List<String> rows(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
      }
    }
    return rows;
  }
}
