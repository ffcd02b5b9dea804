package io.tillstream.headoffice.valuation;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.feed.FollowFeed;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.valuation.ItemValue;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads the figures that are shown. Thread-safe. */
@Singleton
class ReadValuation {

  private final Database database;

  ReadValuation(Database database) {
    this.database = database;
  }

  /**
   * How far the valuation has come.
   *
   * @param position the last of the feed that the figures hold
   * @param head the newest
   * @param isRefused whether the books were put back to a backup and the figures were not
   * @param anew how far a recomputation has come
   * @param last what became of the last one
   */
  record Standing(
      long position,
      long head,
      boolean isRefused,
      Optional<Long> anew,
      Optional<Recompute.Result> last) {}

  Standing standing() throws SQLException {
    return database.reading(
        connection -> {
          Calculations calculations = new Calculations(connection);
          Calculations.Calculation shown = calculations.shown();
          return new Standing(
              shown.position(),
              Math.max(shown.position(), FollowFeed.head(connection)),
              !new ValueNext(connection).isHere(shown),
              calculations.anew().map(Calculations.Calculation::position),
              Recompute.last(connection));
        });
  }

  /**
   * A legal entity as it stands.
   *
   * @param currency of its costs; empty before its first document when nobody has said it
   * @param movements how many were valued
   * @param closings its closed months
   * @param stores that somebody has given to it
   */
  record EntityStanding(
      EntityName name,
      Optional<String> currency,
      long movements,
      List<ClosedMonths.Closing> closings,
      List<String> stores) {}

  List<EntityStanding> entities() throws SQLException {
    return database.reading(
        connection -> {
          Entities entities = new Entities(connection);
          ClosedMonths closed = ClosedMonths.read(connection);
          var owners = entities.stores();
          List<EntityStanding> all = new ArrayList<>();
          for (Entities.Entity each : entities.all()) {
            StoredFigures.Head head = figures(connection, each.name()).head();
            all.add(
                new EntityStanding(
                    each.name(),
                    each.currency().or(head::currency),
                    head.valuationSeq(),
                    closed.of(each.name()),
                    owners.entrySet().stream()
                        .filter(owner -> owner.getValue().equals(each.name()))
                        .map(owner -> owner.getKey().value())
                        .sorted()
                        .toList()));
          }
          return List.copyOf(all);
        });
  }

  SequencedMap<String, ItemValue> items(EntityName entity, String after, int limit)
      throws SQLException {
    return database.reading(connection -> known(connection, entity).items(after, limit));
  }

  SequencedMap<Figures.TotalKey, Figures.Total> month(
      EntityName entity, YearMonth month, String after, int limit) throws SQLException {
    return database.reading(connection -> known(connection, entity).totals(month, after, limit));
  }

  List<Figures.Late> late(EntityName entity, long after, int limit) throws SQLException {
    return database.reading(connection -> known(connection, entity).late(after, limit));
  }

  private static StoredFigures known(Connection connection, EntityName entity) throws SQLException {
    if (new Entities(connection).find(entity).isEmpty()) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "there is no legal entity " + entity);
    }
    return figures(connection, entity);
  }

  private static StoredFigures figures(Connection connection, EntityName entity)
      throws SQLException {
    return new StoredFigures(connection, new Calculations(connection).shown().number(), entity);
  }
}
