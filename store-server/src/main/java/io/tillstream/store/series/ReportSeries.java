package io.tillstream.store.series;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.fleet.ClosedEpochs;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Proves what became of each number, from the documents that are here. Thread-safe. */
@Singleton
public class ReportSeries {

  private static final String EPOCHS = "SELECT terminal, epoch FROM terminal%s";
  private static final String VOIDS = "SELECT terminal, body FROM document WHERE type = 'void'%s";
  private static final String DOCUMENTS =
      "SELECT terminal, epoch, n, number, series, series_counter, series_period, type,"
          + " CASE WHEN series IS NULL THEN body ELSE NULL END, reason"
          + " FROM document WHERE type IS NOT NULL%s ORDER BY terminal, epoch, n";

  // Not the name of any series.
  private static final String ANY_SERIES = "(any)";
  private static final String HELD_ALREADY = ParkedReason.HELD_ALREADY.toString();
  private static final Comparator<Epoch> BY_NAME =
      Comparator.comparing(Epoch::terminal).thenComparingInt(Epoch::epoch);

  private final DataSource database;
  private final ClosedEpochs closedEpochs;

  ReportSeries(DataSource database, ClosedEpochs closedEpochs) {
    this.database = database;
    this.closedEpochs = closedEpochs;
  }

  /**
   * Which numbers are asked for; null is all.
   *
   * @param terminal of one terminal
   * @param series of one series or range
   * @param period of one year
   */
  public record Filter(String terminal, String series, Integer period) {

    boolean has(Stretch stretch) {
      return (terminal == null
              || terminal.equals(stretch.terminal())
              || stretch.state() == Stretch.State.SKIPPED) // a lease is forgotten, maybe its own
          && (series == null
              || series.equals(stretch.series())
              || stretch.series().equals(ANY_SERIES)) // they may be of the one asked for
          && (period == null || period.equals(stretch.period()));
    }
  }

  private record Epoch(String terminal, int epoch) {}

  private record Place(String terminal, int epoch, long n) {}

  private record Counted(String terminal, int epoch, String series, Integer period) {

    Epoch ofEpoch() {
      return new Epoch(terminal, epoch);
    }
  }

  /** All stretches, by terminal, epoch and series. */
  public List<Stretch> of(Filter filter) throws SQLException {
    List<Stretch> report = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      Map<String, Integer> open = epochs(connection, filter);
      Set<Place> voided = voided(connection, filter);
      Map<Counted, FollowSeries> series = new LinkedHashMap<>();
      Copies copies = new Copies();
      for (String terminal : open.keySet()) {
        copies.read(connection, terminal);
      }
      follow(connection, filter, voided, copies, series);
      Map<Epoch, ClosedEpochs.Closed> closed = closed(open);
      Map<Counted, Long> untold = new HashMap<>();
      List<Stretch> ofAnySeries = new ArrayList<>();
      for (List<Copies.Print> same : copies.others()) {
        copied(same, series, closed, untold, ofAnySeries);
      }
      series.forEach(
          (counted, follow) -> {
            ClosedEpochs.Closed epoch = closed.get(counted.ofEpoch());
            long lost = epoch == null ? 0 : epoch.lostDocuments();
            report.addAll(
                follow.stretches(
                    counted.epoch() >= open.getOrDefault(counted.terminal(), 1),
                    lost + untold.getOrDefault(counted, 0L)));
          });
      closed.forEach(
          (epoch, each) -> {
            if (each.lost() != null) {
              report.add(lost(epoch, each.lost()));
            }
          });
      report.addAll(ofAnySeries);
      if (filter.period() == null) { // those of a range count through the years
        report.addAll(
            new ReportRanges(
                    connection,
                    filter.series(),
                    (terminal, epoch) ->
                        free(
                            epoch >= open.getOrDefault(terminal, 1),
                            closed.get(new Epoch(terminal, epoch))),
                    (terminal, epoch, n) -> voided.contains(new Place(terminal, epoch, n)))
                .stretches());
      }
    }
    return report.stream().filter(filter::has).toList();
  }

  private Map<Epoch, ClosedEpochs.Closed> closed(Map<String, Integer> terminals)
      throws SQLException {
    Map<Epoch, ClosedEpochs.Closed> closed = new TreeMap<>(BY_NAME);
    for (String terminal : terminals.keySet()) {
      for (ClosedEpochs.Closed each : closedEpochs.of(new TerminalId(terminal))) {
        closed.put(new Epoch(terminal, each.epoch()), each);
      }
    }
    return closed;
  }

  /**
   * A number that no document in the books bears, and copies of the journal printed. Documents that
   * were brought anew tell their place and their series, not their counter; it follows where none
   * before them is lost.
   */
  private static void copied(
      List<Copies.Print> same,
      Map<Counted, FollowSeries> series,
      Map<Epoch, ClosedEpochs.Closed> closed,
      Map<Counted, Long> untold,
      List<Stretch> ofAnySeries) {
    Long counter = null;
    for (Copies.Print each : same) {
      Counted counted = new Counted(each.terminal(), each.epoch(), each.series(), each.period());
      FollowSeries follow =
          series.computeIfAbsent(
              counted, c -> new FollowSeries(c.terminal(), c.epoch(), c.series(), c.period(), 1));
      ClosedEpochs.Closed epoch = closed.get(counted.ofEpoch());
      if (each.counter() != null || counter != null) {
        follow.repeated(counter == null ? each.counter() : counter, each.detail());
      } else if (epoch != null && (epoch.lost() == null || each.n() < epoch.lost().from())) {
        counter = follow.broughtAnew(each.detail());
      } else {
        untold.merge(counted, epoch == null ? 0L : 1L, Long::sum);
        ofAnySeries.add(
            new Stretch(
                each.terminal(),
                each.epoch(),
                ANY_SERIES,
                null,
                each.n(),
                each.n(),
                Stretch.State.BROUGHT_ANEW,
                each.detail()));
      }
    }
  }

  /**
   * What became of numbers that were lent to an epoch and are on no document that is here. That
   * none of them was printed, a witness alone can say: a dead disk says nothing.
   */
  private static Stretch.State free(boolean open, ClosedEpochs.Closed closed) {
    if (open) {
      return Stretch.State.LEASED;
    }
    return closed != null && closed.witness() != null && closed.lost() == null
        ? Stretch.State.LEASED_UNUSED
        : Stretch.State.LOST;
  }

  private static Stretch lost(Epoch epoch, ClosedEpochs.Lost documents) {
    return new Stretch(
        epoch.terminal(),
        epoch.epoch(),
        ANY_SERIES,
        null,
        documents.from(),
        documents.to(),
        Stretch.State.LOST,
        "documents of the epoch, of whatever series, that nobody has brought: "
            + documents.documents());
  }

  /** A question, narrowed down to the terminal that is asked for. */
  private static PreparedStatement ask(
      Connection connection, String question, String condition, Filter filter) throws SQLException {
    PreparedStatement select =
        connection.prepareStatement(question.formatted(filter.terminal() == null ? "" : condition));
    if (filter.terminal() != null) {
      select.setString(1, filter.terminal());
    }
    return select;
  }

  private static Map<String, Integer> epochs(Connection connection, Filter filter)
      throws SQLException {
    Map<String, Integer> open = new HashMap<>();
    try (PreparedStatement select = ask(connection, EPOCHS, " WHERE terminal = ?", filter);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        open.put(row.getString(1), row.getInt(2));
      }
    }
    return open;
  }

  private static Set<Place> voided(Connection connection, Filter filter) throws SQLException {
    Set<Place> voided = new HashSet<>();
    try (PreparedStatement select = ask(connection, VOIDS, " AND terminal = ?", filter);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Voided what = read(row.getBytes(2)).voids();
        voided.add(new Place(row.getString(1), what.epoch(), what.n()));
      }
    }
    return voided;
  }

  private static void follow(
      Connection connection,
      Filter filter,
      Set<Place> voided,
      Copies copies,
      Map<Counted, FollowSeries> series)
      throws SQLException {
    Map<Counted, Long> through = new HashMap<>();
    try (PreparedStatement select = ask(connection, DOCUMENTS, " AND terminal = ?", filter);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Place place = new Place(row.getString(1), row.getInt(2), row.getLong(3));
        byte[] body = row.getBytes(9);
        Document early = body == null ? null : read(body);
        String name = early == null ? row.getString(5) : early.series();
        long counter =
            early == null ? row.getLong(6) : Objects.requireNonNullElse(early.counter(), 0L);
        int year = row.getInt(7);
        Integer period = early != null || row.wasNull() ? null : (Integer) year;
        if (counter > 0) {
          Counted counted = new Counted(place.terminal(), place.epoch(), name, period);
          Counted epoch = new Counted(place.terminal(), place.epoch(), name, null);
          // Where a counter of the first version went through the years, that of a year goes on.
          long first = period == null ? 1 : through.getOrDefault(epoch, 0L) + 1;
          FollowSeries follow =
              series.computeIfAbsent(
                  counted,
                  c ->
                      new FollowSeries(
                          c.terminal(), c.epoch(), c.series(), c.period(), first(first, counter)));
          follow.issued(counter, voided.contains(place), row.getString(4));
          boolean again = HELD_ALREADY.equals(row.getString(10)); // its original turned up
          copies.of(place.terminal(), place.epoch(), row.getString(4)).stream()
              .filter(each -> !again && !each.isAgain())
              .forEach(each -> follow.repeated(counter, each.detail()));
          if (period == null) {
            through.merge(epoch, counter, Math::max);
          }
        }
      }
    }
  }

  /** A year after the one of the change begins at 1 again. */
  private static long first(long afterTheFirstVersion, long counter) {
    return counter >= afterTheFirstVersion ? afterTheFirstVersion : 1;
  }

  private static Document read(byte[] body) {
    try {
      return DocumentJson.read(body);
    } catch (IOException e) {
      throw new UncheckedIOException("a document that was read when it came cannot be read", e);
    }
  }
}
