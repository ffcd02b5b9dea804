package io.tillstream.store.count;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the intake has to know of counts to pass over nearly every document without a look at the
 * database: how far any count reaches at each terminal, and at which terminals it is not known for
 * sure. Read once; nobody but the writer posts counts. The writer's thread only.
 */
final class CutsInForce {

  private static final String SELECT =
      "SELECT u.count_id, u.terminal, u.epoch, u.n, u.unmarked, c.unsure_until_millis"
          + " FROM count_cut u INNER JOIN stock_count c ON c.count_id = u.count_id";

  private static final String SELECT_UNSURE = SELECT + " WHERE u.terminal = ? AND u.unmarked = 1";

  private final Map<TerminalId, Cut.Place> reach = new HashMap<>();
  private final Map<TerminalId, List<Unsure>> unsure = new HashMap<>();
  private boolean isRead;

  /**
   * A count of which nobody has said at the terminal where it stands there.
   *
   * @param count which
   * @param place up to where the store had received the terminal's documents
   * @param untilMillis what was recorded later, by the terminal's clock put right, came after it
   */
  record Unsure(String count, Cut.Place place, long untilMillis) {}

  /** All counts that were ever unsure of a terminal, for what is not looked at in its order. */
  static List<Unsure> everUnsure(Batch batch, TerminalId terminal) throws SQLException {
    List<Unsure> all = new ArrayList<>();
    PreparedStatement select = batch.prepare(SELECT_UNSURE);
    select.setString(1, terminal.value());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Cut.Place place = new Cut.Place(row.getInt(3), row.getLong(4));
        all.add(new Unsure(row.getString(1), place, row.getLong(6)));
      }
    }
    return all;
  }

  static CutsInForce of(Batch batch) throws SQLException {
    CutsInForce cuts = batch.memory(CutsInForce.class, CutsInForce::new);
    if (!cuts.isRead) {
      cuts.read(batch);
    }
    return cuts;
  }

  private void read(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        add(
            row.getString(1),
            new TerminalId(row.getString(2)),
            new Cut.Place(row.getInt(3), row.getLong(4)),
            row.getBoolean(5),
            row.getLong(6));
      }
    }
    isRead = true;
  }

  /** A count was posted. */
  void add(
      String count,
      TerminalId terminal,
      Cut.Place place,
      boolean unmarked,
      long unsureUntilMillis) {
    reach.merge(terminal, place, (one, two) -> one.compareTo(two) >= 0 ? one : two);
    if (unmarked) {
      unsure
          .computeIfAbsent(terminal, t -> new ArrayList<>())
          .add(new Unsure(count, place, unsureUntilMillis));
    }
  }

  /** Whether any count includes a document; false of nearly all. */
  boolean reaches(Document document) {
    Cut.Place place = reach.get(document.terminal());
    return place != null && place.includes(document.epoch(), document.n());
  }

  /** The counts of which nobody has said where they stand at this terminal. */
  List<Unsure> unsure(TerminalId terminal) {
    return unsure.getOrDefault(terminal, List.of());
  }

  /** What the terminal makes from now on was made after the count. */
  void isSure(TerminalId terminal, Unsure count) {
    unsure.computeIfPresent(
        terminal,
        (t, counts) -> {
          counts.remove(count);
          return counts.isEmpty() ? null : counts;
        });
  }
}
