package io.tillstream.headoffice.valuation;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.feed.FollowFeed;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What an administrator decides about legal entities. What changes figures that are there already
 * lets all be valued anew from the first position; closed months never change. Thread-safe.
 */
@Singleton
class ArrangeEntities {

  private final Database database;
  private final Clock clock;

  ArrangeEntities(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Adds an entity, or says the currency of one.
   *
   * @throws ProblemException {@code entity-closed}
   */
  void put(EntityName name, Optional<String> currency) throws SQLException {
    database.durably(
        connection -> {
          new Calculations(connection).hold();
          Entities entities = new Entities(connection);
          Optional<Entities.Entity> before = entities.find(name);
          entities.put(name, currency);
          if (before.isPresent() && !before.get().currency().equals(currency)) {
            requireOpen(connection, name);
            valueAnew(connection);
          }
          return null;
        });
  }

  /**
   * Says whose a store is.
   *
   * @throws ProblemException {@code not-found}, {@code entity-closed}
   */
  void assign(StoreId store, EntityName name) throws SQLException {
    database.durably(
        connection -> {
          new Calculations(connection).hold();
          Entities entities = new Entities(connection);
          requireKnown(connection, name);
          EntityName before = entities.stores().getOrDefault(store, EntityName.MAIN);
          entities.assign(store, name);
          if (!before.equals(name) && entities.hasTraded(store)) {
            requireOpen(connection, before);
            requireOpen(connection, name);
            valueAnew(connection);
          }
          return null;
        });
  }

  /**
   * Closes a month, and all before it, to everything that the books take in from now on.
   *
   * @throws ProblemException {@code not-found}, {@code month-closed}, {@code invalid-field}
   */
  ClosedMonths.Closing close(EntityName name, YearMonth month) throws SQLException {
    return database.durably(
        connection -> {
          new Calculations(connection).hold();
          requireKnown(connection, name);
          List<ClosedMonths.Closing> closed = ClosedMonths.read(connection).of(name);
          if (!closed.isEmpty() && !month.isAfter(closed.getLast().month())) {
            throw ProblemException.of(
                ProblemCode.MONTH_CLOSED, name + " is closed through " + closed.getLast().month());
          }
          requireBooked(connection, name, month);
          ClosedMonths.Closing closing =
              new ClosedMonths.Closing(name, month, FollowFeed.head(connection), clock.instant());
          ClosedMonths.add(connection, closing);
          return closing;
        });
  }

  /** Lets the figures be made anew, beside those that are shown, and compared. */
  void recompute() throws SQLException {
    database.durably(
        connection -> {
          Calculations calculations = new Calculations(connection);
          calculations.hold();
          if (calculations.anew().isEmpty()) {
            calculations.begin(clock.millis());
          }
          return null;
        });
  }

  /** Nothing that is there holds any more: from the first position, and nothing to compare with. */
  private void valueAnew(Connection connection) throws SQLException {
    Calculations calculations = new Calculations(connection);
    Optional<Calculations.Calculation> underWay = calculations.anew();
    if (underWay.isPresent()) {
      calculations.forget(underWay.get().number());
    }
    calculations.forgetFigures(calculations.shown().number());
    calculations.moveTo(calculations.shown().number(), 0, null);
  }

  /** A slip of the pen must not close the next century: a closed month is never opened again. */
  private static void requireBooked(Connection connection, EntityName name, YearMonth month)
      throws SQLException {
    int shown = new Calculations(connection).shown().number();
    Optional<YearMonth> last = new StoredFigures(connection, shown, name).lastMonth();
    if (last.isEmpty() || month.isAfter(last.get())) {
      String detail = "is after the last month in which anything is booked for " + name;
      throw ProblemException.of(ProblemCode.INVALID_FIELD, "month: " + detail)
          .field("month", detail);
    }
  }

  private static void requireKnown(Connection connection, EntityName name) throws SQLException {
    if (new Entities(connection).find(name).isEmpty()) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "there is no legal entity " + name);
    }
  }

  private static void requireOpen(Connection connection, EntityName name) throws SQLException {
    List<ClosedMonths.Closing> closed = ClosedMonths.read(connection).of(name);
    if (!closed.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.ENTITY_CLOSED,
          "%s is closed through %s, and what was valued for it would change"
              .formatted(name, closed.getLast().month()));
    }
  }
}
