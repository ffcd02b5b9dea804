package io.tillstream.store.escrow;

import io.tillstream.protocol.wire.StockLeaseReport;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Chooses an item whose sales are bounded by leases, or changes how much a terminal has of it at a
 * time. Immutable.
 *
 * @param item its code
 * @param lotThousandths how much
 */
record ChooseScarce(String item, long lotThousandths) implements Command<ChooseScarce.Answer> {

  private static final String GOODS = "SELECT stocked FROM item WHERE item = ?";
  private static final String COUNT = "SELECT COUNT(*) FROM scarce_item";
  private static final String UPDATE = "UPDATE scarce_item SET lot_thousandths = ? WHERE item = ?";
  private static final String INSERT =
      "INSERT INTO scarce_item (lot_thousandths, item, chosen_at_millis) VALUES (?, ?, ?)";

  /** What came of it. */
  enum Answer {
    /** It is scarce. */
    DONE,
    /** The catalogue does not have it. */
    UNKNOWN,
    /** It is nothing that stands on a shelf. */
    NOT_STOCKED,
    /** There are as many as a store may have. */
    TOO_MANY
  }

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    PreparedStatement goods = batch.prepare(GOODS);
    goods.setString(1, item);
    try (ResultSet row = goods.executeQuery()) {
      if (!row.next()) {
        return Answer.UNKNOWN;
      }
      if (!row.getBoolean(1)) {
        return Answer.NOT_STOCKED;
      }
    }
    PreparedStatement update = batch.prepare(UPDATE);
    update.setLong(1, lotThousandths);
    update.setString(2, item);
    if (update.executeUpdate() == 1) {
      return Answer.DONE;
    }
    try (ResultSet row = batch.prepare(COUNT).executeQuery()) {
      row.next();
      if (row.getInt(1) >= StockLeaseReport.ITEMS_MAX) {
        return Answer.TOO_MANY;
      }
    }
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setLong(1, lotThousandths);
    insert.setString(2, item);
    insert.setLong(3, batch.atMillis());
    insert.executeUpdate();
    return Answer.DONE;
  }
}
