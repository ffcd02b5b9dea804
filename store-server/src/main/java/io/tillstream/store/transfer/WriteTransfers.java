package io.tillstream.store.transfer;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps, for each transfer, the sums over the documents that are in the books. The writer's thread
 * only.
 */
public final class WriteTransfers {

  private static final String INSERT =
      "INSERT INTO transfer (other_store, started_on, dispatches, receipts, whole_receipts,"
          + " transfer) VALUES (?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE transfer SET other_store = ?, started_on = ?, dispatches = ?, receipts = ?,"
          + " whole_receipts = ? WHERE transfer = ?";
  private static final String INSERT_ITEM =
      "INSERT INTO transfer_item (dispatched_thousandths, received_thousandths,"
          + " settled_thousandths, transfer, item) VALUES (?, ?, ?, ?, ?)";
  private static final String UPDATE_ITEM =
      "UPDATE transfer_item SET dispatched_thousandths = ?, received_thousandths = ?,"
          + " settled_thousandths = ? WHERE transfer = ? AND item = ?";
  private static final String DELETE_NEWS = "DELETE FROM transfer_news WHERE transfer = ?";
  private static final String DELETE_NEWS_ITEMS =
      "DELETE FROM transfer_news_item WHERE transfer = ?";
  private static final String INSERT_NEWS =
      "INSERT INTO transfer_news (other_store, started_on, dispatches, receipts, whole_receipts,"
          + " transfer) VALUES (?, ?, ?, ?, ?, ?)";
  private static final String INSERT_NEWS_ITEM =
      "INSERT INTO transfer_news_item (dispatched_thousandths, received_thousandths,"
          + " settled_thousandths, transfer, item) VALUES (?, ?, ?, ?, ?)";

  private final Batch batch;
  private final ReadTransfers read;

  /** In this batch. */
  public WriteTransfers(Batch batch) {
    this.batch = batch;
    read = new ReadTransfers(batch::prepare);
  }

  /** A document has come into the books, made here or come back; of no transfer, it counts not. */
  public void book(Document document) throws SQLException {
    if (!document.type().isOfATransfer()) {
      return;
    }
    TransferStanding said = TransferStanding.of(document);
    Optional<TransferStanding> before = read.of(ReadTransfers.Source.OWN, said.id());
    TransferStanding after = before.map(known -> known.plus(said)).orElse(said);
    write(before.isPresent() ? UPDATE : INSERT, after);
    for (String item : said.items().keySet()) {
      boolean isKnown = before.isPresent() && before.get().items().containsKey(item);
      write(isKnown ? UPDATE_ITEM : INSERT_ITEM, after.id(), item, after.items().get(item));
    }
  }

  /**
   * Head office has told what other stores' documents say of a transfer.
   *
   * @return whether that is new
   */
  boolean hear(TransferStanding told) throws SQLException {
    Optional<TransferStanding> before = read.of(ReadTransfers.Source.NEWS, told.id());
    if (before.isPresent() && before.get().equals(told)) {
      return false;
    }
    delete(DELETE_NEWS_ITEMS, told.id());
    delete(DELETE_NEWS, told.id());
    write(INSERT_NEWS, told);
    for (Map.Entry<String, Balance> item : told.items().entrySet()) {
      write(INSERT_NEWS_ITEM, told.id(), item.getKey(), item.getValue());
    }
    return true;
  }

  private void delete(String sql, String id) throws SQLException {
    PreparedStatement delete = batch.prepare(sql);
    delete.setString(1, id);
    delete.executeUpdate();
  }

  private void write(String sql, TransferStanding transfer) throws SQLException {
    PreparedStatement write = batch.prepare(sql);
    write.setString(1, transfer.other().value());
    write.setString(2, transfer.startedOn());
    write.setInt(3, transfer.dispatches());
    write.setInt(4, transfer.receipts());
    write.setInt(5, transfer.wholeReceipts());
    write.setString(6, transfer.id());
    write.executeUpdate();
  }

  private void write(String sql, String id, String item, Balance balance) throws SQLException {
    PreparedStatement write = batch.prepare(sql);
    write.setLong(1, balance.dispatched());
    write.setLong(2, balance.received());
    write.setLong(3, balance.settled());
    write.setString(4, id);
    write.setString(5, item);
    write.executeUpdate();
  }
}
