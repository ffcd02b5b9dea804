package io.tillstream.platform.database;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * The JDBC driver that a service names when it is built, so that the URL given when it is started
 * decides between H2, the embedded default, and SQL Server. Both drivers are stateless; so is this.
 */
public final class ChooseDriver implements Driver {

  private static final String H2_FILE = "jdbc:h2:file:";

  static {
    // Should H2 ever listen, then on this computer only. It reads this when its classes are loaded.
    if (System.getProperty("h2.bindAddress") == null) {
      System.setProperty("h2.bindAddress", "127.0.0.1");
    }
    // H2 would look up every number and text in a table of 1,024 well-known ones, which costs more
    // than the memory that it saves.
    if (System.getProperty("h2.objectCache") == null) {
      System.setProperty("h2.objectCache", "false");
    }
  }

  private final List<Driver> drivers = List.of(new org.h2.Driver(), new SQLServerDriver());

  /** Null for a URL that belongs to neither database, as {@link Driver#connect} asks. */
  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    Optional<Driver> driver = driverOf(url);
    return driver.isPresent() ? driver.get().connect(explicit(url), info) : null;
  }

  /**
   * H2 refuses a path like {@code data/store}, which the operator meant to begin at the working
   * directory; {@code ./data/store} says so.
   */
  static String explicit(String url) {
    if (!url.startsWith(H2_FILE)) {
      return url;
    }
    String path = url.substring(H2_FILE.length());
    boolean says =
        path.startsWith("/")
            || path.startsWith("./")
            || path.startsWith("../")
            || path.startsWith("~")
            || path.matches("[A-Za-z]:.*|\\\\.*");
    return says ? url : H2_FILE + "./" + path;
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return driverOf(url).isPresent();
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    Optional<Driver> driver = driverOf(url);
    return driver.isPresent() ? driver.get().getPropertyInfo(url, info) : new DriverPropertyInfo[0];
  }

  private Optional<Driver> driverOf(String url) throws SQLException {
    for (Driver driver : drivers) {
      if (driver.acceptsURL(url)) {
        return Optional.of(driver);
      }
    }
    return Optional.empty();
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("The drivers behind this one log for themselves");
  }
}
