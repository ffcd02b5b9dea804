package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.conflict.Charged;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.conflict.OpenPromise;
import io.tillstream.protocol.conflict.SoldBlocked;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.promise.ListPromises;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is known of a case of sales that did not go by what the store knew; empty where it is about
 * something else.
 *
 * @param heard what the tills of its documents had heard
 * @param promises what is promised of the item now
 * @param charged what was charged on the lines of its documents
 */
record SaleFacts(Map<DocumentKey, Heard> heard, List<OpenPromise> promises, List<Charged> charged) {

  static final SaleFacts NONE = new SaleFacts(Map.of(), List.of(), List.of());

  // A case says how much is missing of them all; beyond that it is a report of its own.
  private static final int PROMISES_TOLD_MAX = 1_000;

  /** Of a case. */
  static SaleFacts of(Connection connection, StoreId store, KnownCase row) throws SQLException {
    return switch (row.kind()) {
      case BLOCKED ->
          new SaleFacts(Heard.of(connection, store, row.number()), List.of(), List.of());
      case PROMISED ->
          new SaleFacts(
              Map.of(), ListPromises.of(connection, row.subject(), PROMISES_TOLD_MAX), List.of());
      case PRICE ->
          new SaleFacts(Map.of(), List.of(), ChargedLine.of(connection, store, row.number()));
      case OVERSELL, TRANSFER, SERIAL, COUNT, UNKNOWN_ITEM -> NONE;
    };
  }

  /** An item that was not for sale. */
  Conflict.Blocked blocked(String item, List<Cause> causes) {
    return new Conflict.Blocked(item, causes, causes.stream().flatMap(this::sold).toList());
  }

  private Stream<SoldBlocked> sold(Cause cause) {
    return Stream.ofNullable(heard.get(cause.document()))
        .map(each -> new SoldBlocked(cause, each.since(), each.by(), each.knew(), each.at()));
  }

  /** Goods that were promised. */
  Conflict.Promised promised(KnownCase row, List<Cause> causes) {
    return new Conflict.Promised(
        row.subject(),
        Objects.requireNonNullElse(row.onHand(), Quantity.ZERO),
        Objects.requireNonNullElse(row.backRoom(), Quantity.ZERO),
        promises,
        causes);
  }
}
