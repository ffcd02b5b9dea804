package io.tillstream.headoffice.valuation;

import io.tillstream.headoffice.feed.FollowFeed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes the figures anew from the first position, beside those that are shown. When it has come as
 * far, the two are compared, and where they differ the new ones are shown from then on. It goes on
 * by itself after whoever did it died.
 *
 * @param connection of the running transaction, which holds the valuation's clock
 */
record Recompute(Connection connection) {

  /**
   * What became of the last one.
   *
   * @param finishedAt when
   * @param position of the feed, to which both were compared
   * @param differences rows of figures that only one of the two had
   * @param first the first item whose value differed
   */
  record Result(
      Instant finishedAt,
      long position,
      long differences,
      Optional<CompareCalculations.Item> first) {}

  /** Takes the next step; false when there is none to take. */
  boolean step(long nowMillis) throws SQLException {
    Calculations calculations = new Calculations(connection);
    Optional<Calculations.Calculation> anew = calculations.anew();
    if (anew.isEmpty()) {
      return false;
    }
    Calculations.Calculation shown = calculations.shown();
    ValueNext values = new ValueNext(connection);
    // Figures that lost their place in the feed are replaced as far as the books go.
    long until = values.isHere(shown) ? shown.position() : FollowFeed.head(connection);
    switch (values.value(anew.get(), until)) {
      case VALUED -> {
        return true;
      }
      case CURSOR_REFUSED -> calculations.begin(nowMillis);
      case AT_THE_END -> finish(shown, anew.get(), nowMillis);
    }
    return true;
  }

  private void finish(Calculations.Calculation shown, Calculations.Calculation anew, long nowMillis)
      throws SQLException {
    CompareCalculations.Found found =
        new CompareCalculations(connection).compare(shown.number(), anew.number());
    note(anew, found, nowMillis);
    Calculations calculations = new Calculations(connection);
    boolean isReplaced = found.rows() > 0 || !shown.isAtTheSamePlaceAs(anew);
    if (isReplaced) {
      calculations.show(anew.number());
    }
    calculations.forget(isReplaced ? shown.number() : anew.number());
  }

  private void note(Calculations.Calculation anew, CompareCalculations.Found found, long nowMillis)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO recomputation (calculation, finished_millis, feed_position, differences,"
                + " entity, item) VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setInt(1, anew.number());
      insert.setLong(2, nowMillis);
      insert.setLong(3, anew.position());
      insert.setLong(4, found.rows());
      insert.setString(5, found.first().map(first -> first.entity().value()).orElse(null));
      insert.setString(6, found.first().map(CompareCalculations.Item::item).orElse(null));
      insert.executeUpdate();
    }
  }

  /** What became of the last one that was finished. */
  static Optional<Result> last(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT finished_millis, feed_position, differences, entity, item"
                    + " FROM recomputation WHERE calculation ="
                    + " (SELECT MAX(r.calculation) FROM recomputation r)");
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(result(row)) : Optional.empty();
    }
  }

  private static Result result(ResultSet row) throws SQLException {
    String entity = row.getString(4);
    return new Result(
        Instant.ofEpochMilli(row.getLong(1)),
        row.getLong(2),
        row.getLong(3),
        entity == null
            ? Optional.empty()
            : Optional.of(new CompareCalculations.Item(new EntityName(entity), row.getString(5))));
  }
}
