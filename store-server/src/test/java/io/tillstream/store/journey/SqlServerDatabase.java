package io.tillstream.store.journey;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * An empty database on the SQL Server of {@code STORE_SQLSERVER_URL}, whose user ({@code
 * STORE_SQLSERVER_USER}, {@code STORE_SQLSERVER_PASSWORD}, or in the URL) may create databases.
 */
public final class SqlServerDatabase implements QuarkusTestResourceLifecycleManager {

  /** Without it the journeys on SQL Server are skipped. */
  static final String URL = "STORE_SQLSERVER_URL";

  private final String name = "tillstream_store_" + ProcessHandle.current().pid();

  private static String environment(String variable) {
    return Optional.ofNullable(System.getenv(variable)).orElse("");
  }

  @Override
  public Map<String, String> start() {
    execute("CREATE DATABASE " + name);
    return Map.of(
        "quarkus.datasource.jdbc.url", environment(URL) + ";databaseName=" + name,
        "quarkus.datasource.username", environment("STORE_SQLSERVER_USER"),
        "quarkus.datasource.password", environment("STORE_SQLSERVER_PASSWORD"));
  }

  @Override
  public void stop() {
    execute("DROP DATABASE " + name);
  }

  private static void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                environment(URL),
                environment("STORE_SQLSERVER_USER"),
                environment("STORE_SQLSERVER_PASSWORD"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the SQL Server to test on cannot be used", e);
    }
  }
}
