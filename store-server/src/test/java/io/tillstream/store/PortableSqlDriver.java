package io.tillstream.store;

import io.tillstream.platform.database.ChooseDriver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * The service's driver, with an ear on what is said: a statement that only one of the two databases
 * understands fails the test that runs it. What Flyway and the dialect say is theirs.
 */
public final class PortableSqlDriver implements Driver {

  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(LIMIT|MERGE|RETURNING|ON CONFLICT|ILIKE|SERIAL|BOOLEAN|TRUE|FALSE|NULLS LAST"
              + "|NULLS FIRST|NOW\\(|FETCH FIRST|USING|NATURAL|FOR UPDATE|UNNEST|ARRAY|QUALIFY"
              + "|REPLACE INTO|INSERT IGNORE|IFNULL|NVL|DUAL|CROSS APPLY|OUTER APPLY|IIF|OUTPUT"
              + "|WITH \\()\\b|\\|\\||::|`",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_OURS =
      Pattern.compile("flyway|INFORMATION_SCHEMA|sys\\.|CHECKPOINT SYNC", Pattern.CASE_INSENSITIVE);

  private static final Set<String> HEARD = new ConcurrentSkipListSet<>();

  private final ChooseDriver driver = new ChooseDriver();

  /** Everything that was prepared so far, by anybody. */
  public static Set<String> heard() {
    return HEARD;
  }

  /** Whether both databases understand it, as far as words can tell. */
  public static boolean isPortable(String sql) {
    return NOT_OURS.matcher(sql).find() || !FOREIGN.matcher(sql).find();
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    Connection connection = driver.connect(url, info);
    return connection == null ? null : listening(connection);
  }

  private static Connection listening(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                hear((String) arguments[0]);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void hear(String sql) throws SQLException {
    HEARD.add(sql);
    if (!isPortable(sql)) {
      throw new SQLException("not every database understands: " + sql, "0A000");
    }
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
