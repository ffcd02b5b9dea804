package io.tillstream.store.transfer;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

  private static final String OPEN_OF_ITEM =
      "SELECT transfer, dispatched_thousandths - received_thousandths - settled_thousandths"
          + " AS open_thousandths FROM %s WHERE item = ?";
  // The newest: who looks for goods of an item does not look at all that ever went missing.
  private static final String OPEN =
      "SELECT k.transfer FROM ("
          + OPEN_OF_ITEM.formatted("transfer_item")
          + " UNION ALL "
          + OPEN_OF_ITEM.formatted("transfer_news_item")
          + ") k GROUP BY k.transfer HAVING SUM(k.open_thousandths) > 0"
          + " ORDER BY k.transfer DESC OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY";

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

  /** Transfers that have goods of an item in transit; some of them, when they are many. */
  List<String> open(String item) throws SQLException {
    PreparedStatement select = prepare.statement(OPEN);
    select.setString(1, item);
    select.setString(2, item);
    List<String> open = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        open.add(row.getString(1));
      }
    }
    return open;
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
