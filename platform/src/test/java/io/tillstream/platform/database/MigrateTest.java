package io.tillstream.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class MigrateTest {

  private final JdbcDataSource database = new JdbcDataSource();

  @BeforeEach
  void anEmptyDatabase(TestInfo test) {
    database.setURL(
        "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            .formatted(test.getDisplayName()));
  }

  @Test
  void anEmptyDatabaseIsBroughtToThisVersionAndASecondStartChangesNothing() throws SQLException {
    Migrate.run(database, "shop");
    Migrate.run(database, "shop");

    execute("INSERT INTO shop_item (item) VALUES ('85123A'), ('85123a')");
    assertThat(count("SELECT COUNT(*) FROM shop_item")).isEqualTo(2);
  }

  @Test
  void aDatabaseThatALaterProgramChangedIsRefused() throws SQLException {
    Migrate.run(database, "shop");
    execute(
        "INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
            + " VALUES (2, '7', 'later', 'SQL', 'V7__later.sql', 'x', 1, TRUE)");

    assertThatThrownBy(() -> Migrate.run(database, "shop"))
        .isInstanceOf(NewerDatabase.class)
        .hasMessageContaining("version 7")
        .hasMessageContaining("up to 1");
  }

  @Test
  void aKeyThatIsThereAlreadyIsToldByNumber() throws SQLException {
    Migrate.run(database, "shop");
    execute("INSERT INTO shop_item (item) VALUES ('A')");

    SQLException twice =
        catchThrowableOfType(
            SQLException.class, () -> execute("INSERT INTO shop_item (item) VALUES ('A')"));
    SQLException other =
        catchThrowableOfType(SQLException.class, () -> execute("INSERT INTO nowhere VALUES (1)"));

    assertThat(Dialect.H2.isDuplicateKey(twice)).isTrue();
    assertThat(Dialect.H2.isDuplicateKey(other)).isFalse();
    assertThat(Dialect.SQL_SERVER.isDuplicateKey(new SQLException("any text", "S0001", 2627)))
        .isTrue();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
