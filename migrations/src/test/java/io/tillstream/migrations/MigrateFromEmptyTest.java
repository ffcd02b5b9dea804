package io.tillstream.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MigrateFromEmptyTest {

  static final List<String> SERVERS = Database.SERVERS;
  static final List<String> TERMINAL = Database.TERMINAL;

  @TempDir Path directory;

  @ParameterizedTest
  @FieldSource("SERVERS")
  void h2ReachesTheNewestVersion(String folder) throws SQLException {
    String url = Database.h2InMemory("empty-" + folder);

    int applied = Database.H2.migrate(url, "sa", "", folder);

    assertThat(applied).isPositive().isEqualTo(scripts(Database.H2, folder));
    assertThat(Database.H2.migrate(url, "sa", "", folder)).isZero();
    try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
      ItemCodes.requireExact(connection, folder);
    }
  }

  @ParameterizedTest
  @FieldSource("TERMINAL")
  void sqliteReachesTheNewestVersion(String folder) throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("terminal.db");

    int applied = Database.SQLITE.migrate(url, "", "", folder);

    assertThat(applied).isPositive().isEqualTo(scripts(Database.SQLITE, folder));
    assertThat(Database.SQLITE.migrate(url, "", "", folder)).isZero();
    try (Connection connection = DriverManager.getConnection(url)) {
      ItemCodes.requireExact(connection, folder);
    }
  }

  /** Needs a SQL Server whose user may create databases; user and password may be in the URL. */
  @ParameterizedTest
  @FieldSource("SERVERS")
  @EnabledIfEnvironmentVariable(
      named = "STORE_SQLSERVER_URL",
      matches = ".+",
      disabledReason = "no SQL Server: set STORE_SQLSERVER_URL (…_USER, …_PASSWORD) to include it")
  void sqlServerReachesTheNewestVersion(String folder) throws SQLException {
    String server = System.getenv("STORE_SQLSERVER_URL");
    String user = System.getenv("STORE_SQLSERVER_USER");
    String password = System.getenv("STORE_SQLSERVER_PASSWORD");
    String name =
        "tillstream_empty_" + folder.replace('-', '_') + "_" + ProcessHandle.current().pid();
    execute(server, user, password, "CREATE DATABASE " + name);
    try {
      String url = server + ";databaseName=" + name;

      int applied = Database.SQL_SERVER.migrate(url, user, password, folder);

      assertThat(applied).isPositive().isEqualTo(scripts(Database.SQL_SERVER, folder));
      assertThat(Database.SQL_SERVER.migrate(url, user, password, folder)).isZero();
      try (Connection connection = DriverManager.getConnection(url, user, password)) {
        ItemCodes.requireExact(connection, folder);
      }
    } finally {
      execute(server, user, password, "DROP DATABASE " + name);
    }
  }

  private static void execute(String url, String user, String password, String sql)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int scripts(Database database, String folder) {
    return Script.of(folder).size() + Script.of(database.twinOf(folder)).size();
  }
}
