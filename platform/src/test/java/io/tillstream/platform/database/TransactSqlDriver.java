package io.tillstream.platform.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.api.SQLParserEngine;

/**
 * The programs' driver, for their tests, which reads along as SQL Server would: a statement that is
 * not T-SQL fails the test that runs it, on H2. The migrations have a test of their own.
 */
public final class TransactSqlDriver implements Driver {

  private static final SQLParserEngine GRAMMAR =
      new SQLParserEngine("SQLServer", new CacheOption(16, 64));

  /** What the grammar lets pass and SQL Server does not. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(LIMIT|RETURNING|TRUE|FALSE|NULLS|FOR UPDATE|FETCH FIRST|ON CONFLICT)\\b|\\|\\||::",
          Pattern.CASE_INSENSITIVE);

  private static final ConcurrentMap<String, Optional<String>> FAULTS = new ConcurrentHashMap<>();

  private final ChooseDriver driver = new ChooseDriver();

  /** What SQL Server would not like about a statement. */
  static Optional<String> fault(String sql) {
    return FAULTS.computeIfAbsent(sql, TransactSqlDriver::judge);
  }

  private static Optional<String> judge(String sql) {
    Matcher foreign = FOREIGN.matcher(sql);
    if (foreign.find()) {
      return Optional.of("'" + foreign.group() + "' is not T-SQL: " + sql);
    }
    try {
      GRAMMAR.parse(sql, false);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("not T-SQL: " + sql + ": " + e.getMessage());
    }
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    Connection connection = driver.connect(url, info);
    return connection == null ? null : readingAlong(connection);
  }

  private static Connection readingAlong(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            TransactSqlDriver.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                Optional<String> fault = fault((String) arguments[0]);
                if (fault.isPresent() && !isAskedByOthers()) {
                  throw new SQLException(fault.get());
                }
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Flyway knows which database it talks to; what Hibernate says was put into H2's words. */
  private static boolean isAskedByOthers() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .anyMatch(
                        name ->
                            name.startsWith("org.flywaydb.") || name.startsWith("org.hibernate.")));
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return driver.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return driver.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return driver.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return driver.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return driver.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }
}
