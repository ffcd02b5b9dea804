package io.tillstream.store.transfer;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads what is known of a transfer: by the store's own documents, by what head office told of
 * other stores', or by both.
 *
 * @param prepare where the statements come from
 */
record ReadTransfers(Prepare prepare) {

  private static final String SUMS =
      "SELECT other_store, started_on, dispatches, receipts, whole_receipts FROM %s"
          + " WHERE transfer = ?";
  private static final String ITEMS =
      "SELECT item, dispatched_thousandths, received_thousandths, settled_thousandths FROM %s"
          + " WHERE transfer = ?";

  /** Where sums are kept. */
  enum Source {
    /** Of the store's own documents. */
    OWN("transfer", "transfer_item"),
    /** Of other stores' documents, as head office told. */
    NEWS("transfer_news", "transfer_news_item");

    private final String sums;
    private final String items;

    Source(String table, String itemTable) {
      sums = SUMS.formatted(table);
      items = ITEMS.formatted(itemTable);
    }
  }

  /** Makes a statement, or finds it; whoever made it closes it. */
  @FunctionalInterface
  interface Prepare {

    /** Of this text. */
    PreparedStatement statement(String sql) throws SQLException;
  }

  /** What is known of a transfer; empty when nothing is. */
  Optional<TransferStanding> of(String id) throws SQLException {
    return Stream.of(of(Source.OWN, id), of(Source.NEWS, id))
        .flatMap(Optional::stream)
        .reduce(TransferStanding::plus);
  }

  /** What one source says of it. */
  Optional<TransferStanding> of(Source source, String id) throws SQLException {
    PreparedStatement select = prepare.statement(source.sums);
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new TransferStanding(
                  id,
                  new StoreId(row.getString(1)),
                  row.getString(2),
                  row.getInt(3),
                  row.getInt(4),
                  row.getInt(5),
                  items(source, id)))
          : Optional.empty();
    }
  }

  private SortedMap<String, Balance> items(Source source, String id) throws SQLException {
    SortedMap<String, Balance> items = new TreeMap<>();
    PreparedStatement select = prepare.statement(source.items);
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        items.put(row.getString(1), new Balance(row.getLong(2), row.getLong(3), row.getLong(4)));
      }
    }
    return items;
  }
}
