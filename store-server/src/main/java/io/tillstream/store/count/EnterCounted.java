package io.tillstream.store.count;

import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Enters what somebody has counted at one spot: quantities of all spots and devices add up. In a
 * further round the item is counted anew, and what was entered before does not count any more.
 * Immutable.
 *
 * @param device where it was entered
 * @param entry the device's own name for it; a second request under it enters nothing twice
 * @param round 1, or a higher one for a recount
 * @param countedBy or null
 * @param isAtSight whether a person waits for the answer, who rather says it again than enters what
 *     does not count
 */
record EnterCounted(
    String id,
    String device,
    String entry,
    String item,
    Quantity quantity,
    int round,
    String countedBy,
    boolean isAtSight)
    implements Command<EnterCounted.Answer> {

  private static final String SELECT =
      "SELECT item, round, quantity_thousandths FROM count_entry"
          + " WHERE count_id = ? AND device = ? AND entry = ?";
  private static final String INSERT =
      "INSERT INTO count_entry (count_id, device, entry, item, round, quantity_thousandths,"
          + " counted_by, entered_at_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String LAST_ROUND =
      "SELECT MAX(round) FROM count_entry WHERE count_id = ? AND item = ?";
  private static final String IS_OF = "SELECT item FROM count_line WHERE item = ? AND count_id = ?";

  /** What became of it. */
  sealed interface Answer {}

  /** It counts. */
  record Entered() implements Answer {}

  /** It was entered before. */
  record Repeated() implements Answer {}

  /** The entry's name belongs to another one. */
  record NameTaken() implements Answer {}

  /** There is no such count. */
  record Unknown() implements Answer {}

  /** The count is not open any more. */
  record Closed(CountHead.State state) implements Answer {}

  /** It would not count: the item is counted again by now. */
  record CountedAgain(int round) implements Answer {}

  /** The catalogue does not have the item. */
  record UnknownItem() implements Answer {}

  /** Another count is of the item: an open one, or one that was posted since this one began. */
  record Overlaps(String other) implements Answer {}

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    Optional<CountHead> found = CountHead.find(batch::prepare, id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    Optional<Answer> before = before(batch);
    if (before.isPresent()) {
      return before.get();
    }
    if (found.get().state() != CountHead.State.OPEN) {
      return new Closed(found.get().state());
    }
    if (!CountItems.unknown(batch, Set.of(item)).isEmpty()) {
      return new UnknownItem();
    }
    int last = isAtSight ? lastRound(batch) : 0;
    if (last > round) {
      return new CountedAgain(last);
    }
    if (!found.get().isFull() && !isOf(batch)) {
      Optional<String> other =
          CountItems.overlapping(batch, found.get().location(), id, Set.of(item));
      if (other.isEmpty()) {
        other = CountItems.postedSince(batch, found.get(), item);
      }
      if (other.isPresent()) {
        return new Overlaps(other.get());
      }
      CountItems.add(batch, id, Set.of(item));
    }
    insert(batch);
    return new Entered();
  }

  private Optional<Answer> before(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, id);
    select.setString(2, device);
    select.setString(3, entry);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      boolean isAlike =
          item.equals(row.getString(1))
              && round == row.getInt(2)
              && quantity.thousandths() == row.getLong(3);
      return Optional.of(isAlike ? new Repeated() : new NameTaken());
    }
  }

  private int lastRound(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(LAST_ROUND);
    select.setString(1, id);
    select.setString(2, item);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private boolean isOf(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(IS_OF);
    select.setString(1, item);
    select.setString(2, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private void insert(Batch batch) throws SQLException {
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, id);
    insert.setString(2, device);
    insert.setString(3, entry);
    insert.setString(4, item);
    insert.setInt(5, round);
    insert.setLong(6, quantity.thousandths());
    insert.setString(7, countedBy);
    insert.setLong(8, batch.atMillis());
    insert.executeUpdate();
  }
}
