package io.tillstream.headoffice.valuation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The calculation that is shown, and the one that is made anew beside it.
 *
 * @param connection of the running transaction
 */
record Calculations(Connection connection) {

  /** All that a calculation has written. */
  private static final List<String> FIGURES =
      List.of("entity_value", "item_value", "month_value", "late_value");

  /**
   * How far one has come.
   *
   * @param number which
   * @param position the last of the feed that it holds
   * @param mark of that position, or null before the first
   * @param isShown whether its figures are those that people read
   */
  record Calculation(int number, long position, String mark, boolean isShown) {

    boolean isAtTheSamePlaceAs(Calculation other) {
      return position == other.position && Objects.equals(mark, other.mark);
    }
  }

  /** Waits for the turn to write and keeps it until the transaction ends. */
  void hold() throws SQLException {
    try (PreparedStatement hold =
        connection.prepareStatement(
            "UPDATE valuation_clock SET shown = valuation_clock.shown WHERE id = 1")) {
      hold.executeUpdate();
    }
  }

  Calculation shown() throws SQLException {
    return all().stream().filter(Calculation::isShown).findFirst().orElseThrow();
  }

  /** The one that is being made anew. */
  Optional<Calculation> anew() throws SQLException {
    return all().stream().filter(each -> !each.isShown()).findFirst();
  }

  private List<Calculation> all() throws SQLException {
    List<Calculation> all = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT c.calculation, c.feed_position, c.feed_mark, k.shown FROM calculation c"
                    + " INNER JOIN valuation_clock k ON k.id = 1 ORDER BY c.calculation");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(
            new Calculation(
                row.getInt(1), row.getLong(2), row.getString(3), row.getInt(1) == row.getInt(4)));
      }
    }
    return all;
  }

  void moveTo(int calculation, long position, String mark) throws SQLException {
    try (PreparedStatement move =
        connection.prepareStatement(
            "UPDATE calculation SET feed_position = ?, feed_mark = ? WHERE calculation = ?")) {
      move.setLong(1, position);
      move.setString(2, mark);
      move.setInt(3, calculation);
      move.executeUpdate();
    }
  }

  /** Begins one from the first position; one that was under way is given up. */
  void begin(long nowMillis) throws SQLException {
    Optional<Calculation> underWay = anew();
    if (underWay.isPresent()) {
      forget(underWay.get().number());
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO calculation (calculation, feed_position, started_millis)"
                + " VALUES (?, 0, ?)")) {
      insert.setInt(1, next());
      insert.setLong(2, nowMillis);
      insert.executeUpdate();
    }
  }

  private int next() throws SQLException {
    int last = shown().number();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT MAX(calculation) FROM recomputation");
        ResultSet row = select.executeQuery()) {
      row.next();
      return Math.max(last, row.getInt(1)) + 1;
    }
  }

  void show(int calculation) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE valuation_clock SET shown = ? WHERE id = 1")) {
      update.setInt(1, calculation);
      update.executeUpdate();
    }
  }

  /** Deletes one with its figures. */
  void forget(int calculation) throws SQLException {
    forgetFigures(calculation);
    delete("calculation", calculation);
  }

  void forgetFigures(int calculation) throws SQLException {
    for (String table : FIGURES) {
      delete(table, calculation);
    }
  }

  private void delete(String table, int calculation) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE calculation = ?")) {
      delete.setInt(1, calculation);
      delete.executeUpdate();
    }
  }
}
