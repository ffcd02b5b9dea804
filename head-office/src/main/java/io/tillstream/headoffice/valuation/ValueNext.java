package io.tillstream.headoffice.valuation;

import io.tillstream.headoffice.feed.FollowFeed;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.valuation.Valuation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values what comes next in the feed, and moves the cursor in the same transaction: whoever dies in
 * between values it again from where it was, and nothing is valued twice (I2).
 *
 * @param connection of the running transaction, which holds the valuation's clock
 */
record ValueNext(Connection connection) {

  /** What became of it. */
  enum Outcome {
    /** Something was valued. */
    VALUED,
    /** There is nothing more. */
    AT_THE_END,
    /** The books were put back to a backup since, and the figures were not. */
    CURSOR_REFUSED
  }

  /**
   * Goes on with a calculation.
   *
   * @param until not beyond this position
   */
  Outcome value(Calculations.Calculation calculation, long until) throws SQLException {
    if (!isHere(calculation)) {
      return Outcome.CURSOR_REFUSED;
    }
    List<FollowFeed.Place> places = FollowFeed.after(connection, calculation.position(), until);
    if (places.isEmpty()) {
      return Outcome.AT_THE_END;
    }
    Map<StoreId, EntityName> owners = new Entities(connection).stores();
    ClosedMonths closed = ClosedMonths.read(connection);
    Map<EntityName, Figures> figures = new TreeMap<>();
    for (FollowFeed.Place place : places) {
      EntityName entity = owners.getOrDefault(place.added().store(), EntityName.MAIN);
      Figures own = figures.get(entity);
      if (own == null) {
        own = held(calculation.number(), entity);
        figures.put(entity, own);
      }
      add(place, own, entity, owners, closed.closedTo(entity, place.position()));
    }
    for (Map.Entry<EntityName, Figures> each : figures.entrySet()) {
      new WriteFigures(connection, calculation.number(), each.getKey()).write(each.getValue());
    }
    FollowFeed.Place last = places.getLast();
    new Calculations(connection).moveTo(calculation.number(), last.position(), last.mark());
    return Outcome.VALUED;
  }

  /** Whether the cursor belongs to this history of the books. */
  boolean isHere(Calculations.Calculation calculation) throws SQLException {
    return calculation.position() == 0
        || FollowFeed.isHere(connection, calculation.position(), calculation.mark());
  }

  private void add(
      FollowFeed.Place place,
      Figures figures,
      EntityName entity,
      Map<StoreId, EntityName> owners,
      Optional<YearMonth> closed)
      throws SQLException {
    closed.ifPresent(figures::close);
    for (ReadGoods.BookedMovement booked : new ReadGoods(connection).at(place)) {
      figures.add(booked, isBetweenEntities(booked.document(), entity, owners));
    }
  }

  private static boolean isBetweenEntities(
      Document document, EntityName entity, Map<StoreId, EntityName> owners) {
    return document != null
        && document.transfer() != null
        && !owners.getOrDefault(document.transfer().store(), EntityName.MAIN).equals(entity);
  }

  private Figures held(int calculation, EntityName entity) throws SQLException {
    StoredFigures stored = new StoredFigures(connection, calculation, entity);
    StoredFigures.Head head = stored.head();
    Optional<String> said =
        new Entities(connection).find(entity).flatMap(Entities.Entity::currency);
    return new Figures(
        new Valuation(head.valuationSeq(), Optional.empty(), stored::of), said.or(head::currency));
  }
}
