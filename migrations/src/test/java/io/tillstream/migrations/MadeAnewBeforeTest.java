package io.tillstream.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * A store that was there before it noted which documents were made anew knows them all the same.
 */
class MadeAnewBeforeTest {

  private static final String URL = Database.h2InMemory("made-anew-before");

  @Test
  void documentsThatCameBeforeAreNoted() throws SQLException {
    flyway("26.6").migrate();
    try (Connection connection = DriverManager.getConnection(URL, "sa", "")) {
      insert(
          connection,
          1,
          "sale",
          "{\"v\":2,\"n\":1,\"replaces\":{\"epoch\":1,\"n\":16,\"number\":\"S1-T1-26-1-000016\"},\"lines\":[]}");
      insert(
          connection,
          2,
          "sale",
          "{\"v\":2,\"n\":2,\"reason\":\"\\\"replaces\\\":{\\\"epoch\\\":1,\\\"n\\\":9,\\\"number\\\":\\\"X\\\"\"}");
      insert(connection, 3, null, "no JSON at all \u00fc");

      flyway("29.1").migrate();

      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT terminal, former_epoch, former_n, document_seq, former_number"
                      + " FROM document_anew")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("T1");
        assertThat(row.getInt(2)).isEqualTo(1);
        assertThat(row.getLong(3)).isEqualTo(16);
        assertThat(row.getLong(4)).isEqualTo(1);
        assertThat(row.getString(5)).isEqualTo("S1-T1-26-1-000016");
        assertThat(row.next()).isFalse();
      }
    }
  }

  private static Flyway flyway(String version) {
    return Flyway.configure()
        .dataSource(URL, "sa", "")
        .locations("classpath:db/store", "classpath:db/" + Database.H2.twinOf("store"))
        .placeholders(Map.of("exact", Database.H2.exactCollation()))
        .target(version)
        .load();
  }

  private static void insert(Connection connection, long seq, String type, String body)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO document (seq, terminal, epoch, n, hash, body, type, line_count, verdict,"
                + " received_at_millis) VALUES (?, 'T1', 2, ?, X'00', ?, ?, 0, 'ACCEPTED', 0)")) {
      insert.setLong(1, seq);
      insert.setLong(2, seq);
      insert.setBytes(3, body.getBytes(StandardCharsets.UTF_8));
      insert.setString(4, type);
      insert.executeUpdate();
    }
  }
}
