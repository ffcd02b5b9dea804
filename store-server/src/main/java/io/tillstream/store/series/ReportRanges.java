package io.tillstream.store.series;

import io.tillstream.protocol.verdict.ParkedReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Proves what became of each number of the shared ranges: of what was lent, of what documents bear
 * although the store has forgotten that it lent it, and of what nobody was lent. One use, one
 * thread.
 */
final class ReportRanges {

  private static final String RANGES =
      "SELECT r.range_name, r.first_number, r.next_number, r.last_number FROM number_range r%s";
  private static final String LEASES =
      "SELECT r.range_name, r.first_number, r.last_number, r.terminal, r.epoch"
          + " FROM number_lease r%s ORDER BY r.range_name, r.first_number";
  private static final String USED =
      "SELECT r.range_name, r.number, d.terminal, d.epoch, d.n, d.reason FROM leased_number r"
          + " INNER JOIN document d ON d.seq = r.document_seq%s"
          + " ORDER BY r.range_name, r.number, r.document_seq";
  private static final String OF_ONE = " WHERE r.range_name = ?";

  private static final String LOST =
      "lent; on a document of the epoch that nobody has brought, or never used";
  private static final String SKIPPED =
      "in no lease that is remembered: the range was set beyond them, or the store was restored";

  private final Connection connection;
  private final String asked;
  private final Unused unused;
  private final Voided voided;
  private final List<Stretch> stretches = new ArrayList<>();
  private FollowNumbers follow;

  /** What became of numbers that were lent to an epoch and are on no document that is here. */
  interface Unused {
    Stretch.State of(String terminal, int epoch);
  }

  /** Whether a document was voided. */
  interface Voided {
    boolean is(String terminal, int epoch, long n);
  }

  /** Of one range, or of all when none is named. */
  ReportRanges(Connection connection, String asked, Unused unused, Voided voided) {
    this.connection = connection;
    this.asked = asked;
    this.unused = unused;
    this.voided = voided;
  }

  private record Range(long first, long next, long last) {

    // Documents name a range that this store does not have, or has forgotten.
    static final Range NONE = new Range(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1);
  }

  /** All stretches, by range and number. */
  List<Stretch> stretches() throws SQLException {
    Map<String, List<FollowNumbers.Span>> spans = spans();
    try (PreparedStatement select = ask(USED);
        ResultSet row = select.executeQuery()) {
      String range = null;
      Iterator<FollowNumbers.Span> rest = null;
      FollowNumbers.Span span = null;
      while (row.next()) {
        if (!row.getString(1).equals(range)) {
          end(range, rest);
          range = row.getString(1);
          List<FollowNumbers.Span> known = spans.remove(range);
          rest = (known == null ? spans(Range.NONE, List.of()) : known).iterator();
          span = null;
        }
        long number = row.getLong(2);
        while (span == null || number > span.last()) {
          span = rest.next(); // the last one has no end
          begin(range, span);
        }
        String terminal = row.getString(3);
        int epoch = row.getInt(4);
        follow.used(
            number,
            terminal,
            epoch,
            voided.is(terminal, epoch, row.getLong(5)),
            ParkedReason.HELD_ALREADY.toString().equals(row.getString(6)));
      }
      end(range, rest);
    }
    spans.forEach((range, untouched) -> end(range, untouched.iterator()));
    return stretches;
  }

  private void begin(String range, FollowNumbers.Span span) {
    if (follow != null) {
      stretches.addAll(follow.stretches());
    }
    follow = span == null ? null : new FollowNumbers(range, span);
  }

  private void end(String range, Iterator<FollowNumbers.Span> rest) {
    while (rest != null && rest.hasNext()) {
      begin(range, rest.next());
    }
    begin(range, null);
  }

  /** By range, spans without a gap from the first number that can be to the last. */
  private Map<String, List<FollowNumbers.Span>> spans() throws SQLException {
    Map<String, List<FollowNumbers.Span>> leases = new TreeMap<>();
    try (PreparedStatement select = ask(LEASES);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Stretch.State free = unused.of(row.getString(4), row.getInt(5));
        leases
            .computeIfAbsent(row.getString(1), r -> new ArrayList<>())
            .add(
                new FollowNumbers.Span(
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getInt(5),
                    free,
                    free == Stretch.State.LOST ? LOST : null));
      }
    }
    Map<String, List<FollowNumbers.Span>> spans = new TreeMap<>();
    try (PreparedStatement select = ask(RANGES);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String name = row.getString(1);
        spans.put(
            name,
            spans(
                new Range(row.getLong(2), row.getLong(3), row.getLong(4)),
                leases.getOrDefault(name, List.of())));
      }
    }
    return spans;
  }

  private static List<FollowNumbers.Span> spans(Range range, List<FollowNumbers.Span> leases) {
    List<FollowNumbers.Span> spans = new ArrayList<>();
    long from = 1;
    for (FollowNumbers.Span lease : leases) {
      fill(spans, range, from, lease.first() - 1);
      spans.add(lease);
      from = lease.last() + 1;
    }
    fill(spans, range, from, Long.MAX_VALUE);
    return spans;
  }

  /** Numbers that are in no lease. */
  private static void fill(List<FollowNumbers.Span> spans, Range range, long from, long to) {
    unlent(spans, from, Math.min(to, range.first() - 1), null, null);
    unlent(
        spans,
        Math.max(from, range.first()),
        Math.min(to, range.next() - 1),
        Stretch.State.SKIPPED,
        SKIPPED);
    unlent(
        spans,
        Math.max(from, range.next()),
        Math.min(to, range.last()),
        Stretch.State.NOT_LENT,
        null);
    unlent(spans, Math.max(from, range.last() + 1), to, null, null);
  }

  private static void unlent(
      List<FollowNumbers.Span> spans, long from, long to, Stretch.State free, String detail) {
    if (from <= to) {
      spans.add(new FollowNumbers.Span(from, to, null, null, free, detail));
    }
  }

  private PreparedStatement ask(String question) throws SQLException {
    PreparedStatement select =
        connection.prepareStatement(question.formatted(asked == null ? "" : OF_ONE));
    if (asked != null) {
      select.setString(1, asked);
    }
    return select;
  }
}
