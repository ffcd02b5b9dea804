package io.tillstream.store.count;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Location;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Begins a count. What another open count of the place is of cannot be counted meanwhile: of one
 * item counts follow each other. Immutable.
 *
 * @param id its name
 * @param items that a partial count is of; those that are entered join them
 */
record StartCount(String id, CountDetails.Kind kind, Location location, Set<String> items)
    implements Command<StartCount.Answer> {

  private static final String INSERT =
      "INSERT INTO stock_count (count_id, kind, location, state, started_seq, started_at_millis)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String ITEMS = "SELECT item FROM count_line WHERE count_id = ?";

  /** What became of it. */
  sealed interface Answer {}

  /** It is open. */
  record Started() implements Answer {}

  /** It was begun before, alike. */
  record Repeated() implements Answer {}

  /** The name belongs to another count. */
  record NameTaken() implements Answer {}

  /** The catalogue does not have these. */
  record UnknownItems(Set<String> items) implements Answer {}

  /** Another open count is of the same. */
  record Overlaps(String other) implements Answer {}

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    Optional<CountHead> before = CountHead.find(batch::prepare, id);
    if (before.isPresent()) {
      boolean isAlike =
          before.get().kind() == kind
              && before.get().location() == location
              && items(batch).containsAll(items);
      return isAlike ? new Repeated() : new NameTaken();
    }
    Set<String> unknown = CountItems.unknown(batch, items);
    if (!unknown.isEmpty()) {
      return new UnknownItems(unknown);
    }
    Optional<String> other =
        kind == CountDetails.Kind.FULL
            ? CountItems.openAt(batch, location, id)
            : CountItems.overlapping(batch, location, id, items);
    if (other.isPresent()) {
      return new Overlaps(other.get());
    }
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, id);
    insert.setString(2, kind.toString());
    insert.setString(3, location.toString());
    insert.setString(4, CountHead.State.OPEN.toString());
    insert.setLong(5, batch.seq());
    insert.setLong(6, batch.atMillis());
    insert.executeUpdate();
    CountItems.add(batch, id, items);
    return new Started();
  }

  private Set<String> items(Batch batch) throws SQLException {
    Set<String> found = new TreeSet<>();
    PreparedStatement select = batch.prepare(ITEMS);
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }
}
