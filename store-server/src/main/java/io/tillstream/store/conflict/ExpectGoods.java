package io.tillstream.store.conflict;

import io.tillstream.protocol.document.ExpectedGoods;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Keeps the open orders that settlements make. The writer's thread only. */
final class ExpectGoods {

  private static final String INSERT =
      "INSERT INTO expected_goods (settlement_seq, item, quantity_thousandths, from_store, state,"
          + " since_millis) VALUES (?, ?, ?, ?, 'open', ?)";
  private static final String ARRIVED =
      "UPDATE expected_goods SET state = 'arrived', arrived_at_millis = ?, arrived_by_seq = ?"
          + " WHERE item = ? AND state = 'open'";

  private static final String AWAITED =
      "SELECT SUM(quantity_thousandths) FROM expected_goods WHERE item = ? AND state = 'open'";

  private ExpectGoods() {}

  /** What open orders count on. */
  static Quantity awaited(Batch batch, String item) throws SQLException {
    PreparedStatement select = batch.prepare(AWAITED);
    select.setString(1, item);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return new Quantity(row.getLong(1)); // 0 when there are none
    }
  }

  /** A settlement counts on goods from now on. */
  static void from(Batch batch, long settlementSeq, ExpectedGoods expects) throws SQLException {
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setLong(1, settlementSeq);
    insert.setString(2, expects.item());
    insert.setLong(3, expects.quantityThousandths());
    insert.setString(4, expects.from() == null ? null : expects.from().value());
    insert.setLong(5, batch.atMillis());
    insert.executeUpdate();
  }

  /**
   * The shop floor is below zero no more: what was sold before it was there has come.
   *
   * @param bySeq the place in the log of the document that brought it; null when no single one did
   */
  static void arrived(Batch batch, String item, Long bySeq) throws SQLException {
    PreparedStatement update = batch.prepare(ARRIVED);
    update.setLong(1, batch.atMillis());
    update.setObject(2, bySeq, java.sql.Types.BIGINT);
    update.setString(3, item);
    update.executeUpdate();
  }
}
