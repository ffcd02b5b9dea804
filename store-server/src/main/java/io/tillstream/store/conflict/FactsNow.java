package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.conflict.OpenPromise;
import io.tillstream.protocol.conflict.Piece;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.count.OpenReview;
import io.tillstream.store.document.Journal;
import io.tillstream.store.promise.Promises;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.stock.StockLedger;
import io.tillstream.store.transfer.KnownTransfers;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The facts of an open case as a batch sees them, as far as settlements depend on them: what is on
 * the way and what goods are worth is told to people and decides nothing. The writer's thread only.
 */
final class FactsNow {

  private static final String CAUSES =
      "SELECT "
          + ReadCauses.COLUMNS
          + " FROM case_document c INNER JOIN document d ON d.seq = c.document_seq"
          + " WHERE c.case_id = ? ORDER BY c.document_seq";

  private FactsNow() {}

  static Conflict of(Batch batch, Shop shop, CaseNumber number, OpenCases.Subject subject)
      throws SQLException {
    List<Cause> causes = causes(batch, shop, number);
    return switch (subject.kind()) {
      case OVERSELL ->
          new Conflict.Oversell(
              subject.name(),
              Quantity.ZERO,
              onHand(batch, Location.SHOP_FLOOR, subject.name()),
              onHand(batch, Location.BACK_ROOM, subject.name()),
              causes,
              List.of(),
              null,
              ExpectGoods.awaited(batch, subject.name()));
      case SERIAL -> new Conflict.Serial(Piece.of(subject.name()), causes);
      case UNKNOWN_ITEM -> new Conflict.UnknownItem(subject.name(), causes);
      case BLOCKED -> new Conflict.Blocked(subject.name(), causes, List.of());
      case PRICE -> new Conflict.Priced(subject.name(), List.of(), causes);
      case PROMISED ->
          new Conflict.Promised(
              subject.name(),
              onHand(batch, Location.SHOP_FLOOR, subject.name()),
              onHand(batch, Location.BACK_ROOM, subject.name()),
              promised(batch, subject.name()),
              causes);
      case TRANSFER ->
          WhereReceived.of(batch, KnownTransfers.of(batch, subject.name()).orElseThrow(), causes);
      case COUNT -> {
        Journal.of(batch).flush(); // what is counted by this batch is asked for below
        StockLedger.of(batch).flush();
        OpenReview review = OpenReview.of(batch, subject.name());
        yield new Conflict.Count(subject.name(), review.location(), review.inside(), causes);
      }
    };
  }

  private static List<Cause> causes(Batch batch, Shop shop, CaseNumber number) throws SQLException {
    List<Cause> causes = new ArrayList<>();
    PreparedStatement select = batch.prepare(CAUSES);
    select.setLong(1, number.id());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        causes.add(ReadCauses.of(row, shop.id()));
      }
    }
    return causes;
  }

  /** All that is promised as if to one: to whom decides nothing. */
  private static List<OpenPromise> promised(Batch batch, String item) throws SQLException {
    long thousandths = Promises.of(batch).thousandths(item);
    return thousandths == 0
        ? List.of()
        : List.of(new OpenPromise("", "", new Quantity(thousandths)));
  }

  private static Quantity onHand(Batch batch, Location location, String item) throws SQLException {
    return new Quantity(Objects.requireNonNullElse(Settlements.onHand(batch, location, item), 0L));
  }
}
