package io.tillstream.headoffice;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An empty database on the SQL Server of {@code HO_SQLSERVER_URL} or {@code STORE_SQLSERVER_URL},
 * whose user ({@code …_USER}, {@code …_PASSWORD}, or in the URL) may create databases.
 */
public final class SqlServerDatabase implements QuarkusTestResourceLifecycleManager {

  private final String name = "tillstream_head_office_" + ProcessHandle.current().pid();

  /** Whether there is a SQL Server to test on. */
  static boolean isConfigured() {
    return prefix().isPresent();
  }

  private static Optional<String> prefix() {
    return Stream.of("HO_SQLSERVER_", "STORE_SQLSERVER_")
        .filter(prefix -> System.getenv(prefix + "URL") != null)
        .findFirst();
  }

  private static String environment(String variable) {
    return Optional.ofNullable(System.getenv(prefix().orElseThrow() + variable)).orElse("");
  }

  @Override
  public Map<String, String> start() {
    execute("CREATE DATABASE " + name);
    return Map.of(
        "quarkus.datasource.jdbc.url", environment("URL") + ";databaseName=" + name,
        "quarkus.datasource.username", environment("USER"),
        "quarkus.datasource.password", environment("PASSWORD"));
  }

  @Override
  public void stop() {
    execute("DROP DATABASE " + name);
  }

  private static void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                environment("URL"), environment("USER"), environment("PASSWORD"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the SQL Server to test on cannot be used", e);
    }
  }
}
