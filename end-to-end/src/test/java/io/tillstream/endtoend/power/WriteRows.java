package io.tillstream.endtoend.power;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A program that commits one row after the other and says of each, on its standard output, when the
 * commit has returned: what a till app would have been told.
 */
final class WriteRows {

  private WriteRows() {}

  /**
   * Writes until it is killed.
   *
   * @param arguments a database's name among {@link Engine}, and the directory
   */
  public static void main(String[] arguments) throws SQLException {
    Engine engine = Engine.valueOf(arguments[0]);
    try (Connection connection = DriverManager.getConnection(engine.url(Path.of(arguments[1])));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE told (n INT PRIMARY KEY, body VARCHAR(400))");
      connection.setAutoCommit(false);
      engine.afterCommit(statement);
      System.out.println(0);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO told (n, body) VALUES (?, ?)")) {
        for (int n = 1; ; n++) {
          insert.setInt(1, n);
          insert.setString(2, "x".repeat(300));
          insert.executeUpdate();
          connection.commit();
          engine.afterCommit(statement);
          System.out.println(n);
        }
      }
    }
  }
}
