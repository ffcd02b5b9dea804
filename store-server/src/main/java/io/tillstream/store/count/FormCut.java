package io.tillstream.store.count;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Cut;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts a count's cut together: of each terminal its mark, or what the store holds of it; and
 * whatever counts that were posted before it began include.
 *
 * @param cut the whole
 * @param terminals how each terminal stands to the count, by name
 */
record FormCut(Cut cut, SortedMap<TerminalId, Standing> terminals) {

  private static final String MARKS =
      "SELECT terminal, epoch, n FROM count_mark WHERE count_id = ?";
  private static final String EARLIER =
      "SELECT u.terminal, u.epoch, u.n FROM count_cut u"
          + " INNER JOIN stock_count c ON c.count_id = u.count_id"
          + " WHERE c.location = ? AND c.document_seq <= ?";

  /**
   * A terminal as the store knows it.
   *
   * @param held the last document that the store holds of its present epoch
   * @param isQuiet whether nothing more of it can be under way: it called a moment ago and had
   *     nothing to send, or it is the store itself, or does not sell any more
   */
  record Known(TerminalId terminal, Cut.Place held, boolean isQuiet) {}

  /** How a terminal stands to a count. */
  enum Mark {
    /** Somebody has marked the count there. */
    MARKED,
    /** Nobody has, but the store holds all that it made. */
    QUIET,
    /** Nobody has, and it may have documents that the store does not know. */
    MISSING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A terminal's place in the cut.
   *
   * @param place up to where its documents are included
   */
  record Standing(Cut.Place place, Mark mark) {}

  static FormCut of(Reads reads, CountHead count, List<Known> known) throws SQLException {
    Map<TerminalId, Cut.Place> marks = read(reads, MARKS, count.id(), null);
    SortedMap<TerminalId, Standing> terminals = new TreeMap<>();
    for (Known each : known) {
      terminals.put(
          each.terminal(), new Standing(each.held(), each.isQuiet() ? Mark.QUIET : Mark.MISSING));
    }
    marks.forEach((terminal, place) -> terminals.put(terminal, new Standing(place, Mark.MARKED)));
    Map<TerminalId, Cut.Place> places = new HashMap<>();
    terminals.forEach((terminal, standing) -> places.put(terminal, standing.place()));
    Cut earlier = new Cut(read(reads, EARLIER, count.location().toString(), count.startedSeq()));
    return new FormCut(new Cut(places).and(earlier), terminals);
  }

  /** The terminals of which the cut may leave out what they made before the count. */
  List<TerminalId> missing() {
    List<TerminalId> missing = new ArrayList<>();
    terminals.forEach(
        (terminal, standing) -> {
          if (standing.mark() == Mark.MISSING) {
            missing.add(terminal);
          }
        });
    return missing;
  }

  /** The cut as a document says it. */
  List<CountDetails.Place> places() {
    return cut.places().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            place ->
                new CountDetails.Place(
                    place.getKey(),
                    place.getValue().epoch(),
                    place.getValue().n(),
                    isUnmarked(place.getKey()) ? Boolean.TRUE : null))
        .toList();
  }

  /** Whether nobody has said at this terminal where the count stands. */
  private boolean isUnmarked(TerminalId terminal) {
    Standing standing = terminals.get(terminal);
    return standing != null
        && standing.mark() != Mark.MARKED
        && !terminal.equals(TerminalId.STORE_ITSELF);
  }

  /** The last place of each terminal. */
  private static Map<TerminalId, Cut.Place> read(Reads reads, String sql, String key, Long seq)
      throws SQLException {
    Map<TerminalId, Cut.Place> places = new HashMap<>();
    PreparedStatement select = reads.prepare(sql);
    select.setString(1, key);
    if (seq != null) {
      select.setLong(2, seq);
    }
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        places.merge(
            new TerminalId(row.getString(1)),
            new Cut.Place(row.getInt(2), row.getLong(3)),
            (one, two) -> one.compareTo(two) >= 0 ? one : two);
      }
    }
    return places;
  }
}
