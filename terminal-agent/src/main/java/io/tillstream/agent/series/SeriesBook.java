package io.tillstream.agent.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * This epoch's series: how each writes its numbers, and where its counters stand. Used under the
 * lock of the file's one writer; what it remembers follows the file only after a commit.
 */
public final class SeriesBook {

  private static final int THROUGH_THE_EPOCH = 0;

  private static final String TAKE =
      """
      INSERT INTO series_counter (epoch, series, period, next) VALUES (?, ?, ?, 2)
      ON CONFLICT (epoch, series, period) DO UPDATE SET next = next + 1 WHERE next = ?""";
  private static final String PROVIDE =
      "INSERT OR IGNORE INTO series_counter (epoch, series, period, next) VALUES (?, ?, ?, 1)";
  private static final String ADOPT =
      "INSERT INTO series (type, template, next) VALUES (?, ?, 1)"
          + " ON CONFLICT (type) DO UPDATE SET template = excluded.template";

  private final DocumentStream stream;
  private final Map<SeriesName, SeriesTemplate> templates = new EnumMap<>(SeriesName.class);
  private final Map<Place, Long> next = new HashMap<>();

  /** Of one epoch; to be loaded. */
  public SeriesBook(DocumentStream stream) {
    this.stream = stream;
  }

  private record Place(SeriesName series, int period) {}

  /**
   * A number that is free.
   *
   * @param series whose
   * @param counter its position there
   * @param period the year within which that counts, or null
   * @param printed the number
   */
  public record Numbered(SeriesName series, long counter, Integer period, String printed) {}

  /**
   * Where a series stands.
   *
   * @param series its name
   * @param type what it numbers
   * @param template how it writes its numbers
   * @param period the year within which its counter counts, or absent
   * @param next the counter that the next document will take
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Standing(
      String series, DocumentType type, String template, Integer period, long next) {}

  /** Reads the file, which alone knows after a failure. */
  public void load(Session session) throws SQLException {
    templates.clear();
    next.clear();
    for (SeriesName name : SeriesName.values()) {
      templates.put(name, name.standard()); // a store of version 1 grants fewer
    }
    try (ResultSet row = session.prepare("SELECT type, template FROM series").executeQuery()) {
      while (row.next()) {
        SeriesTemplate template = SeriesTemplate.parse(row.getString(2));
        SeriesName.of(row.getString(1)).ifPresent(name -> templates.put(name, template));
      }
    }
    PreparedStatement counters =
        session.prepare("SELECT series, period, next FROM series_counter WHERE epoch = ?");
    counters.setInt(1, stream.epoch());
    try (ResultSet row = counters.executeQuery()) {
      while (row.next()) {
        int period = row.getInt(2);
        long counter = row.getLong(3);
        SeriesName.of(row.getString(1))
            .ifPresent(name -> next.put(new Place(name, period), counter));
      }
    }
  }

  /** The number that the next document of this series and day gets. */
  public Numbered next(SeriesName series, LocalDate businessDate) {
    SeriesTemplate template = templates.get(series);
    Integer period = template.period(businessDate);
    long counter = next.getOrDefault(place(series, period), 1L);
    return new Numbered(series, counter, period, template.print(stream, businessDate, counter));
  }

  /** Takes it in the transaction of its document; a rollback gives it back. */
  public void take(Session session, Numbered number) throws SQLException {
    PreparedStatement take = session.prepare(TAKE);
    take.setInt(1, stream.epoch());
    take.setString(2, number.series().toString());
    take.setInt(3, place(number.series(), number.period()).period());
    take.setLong(4, number.counter());
    if (take.executeUpdate() != 1) {
      throw new IllegalStateException("the series " + number.series() + " moved by itself");
    }
  }

  /** Its document is on disk. */
  public void taken(Numbered number) {
    next.put(place(number.series(), number.period()), number.counter() + 1);
  }

  /**
   * Provides the series of the year after this date, so that a terminal which is cut off over New
   * Year has had them for at least 30 days: always a whole year ahead.
   */
  public void provideAfter(Session session, LocalDate businessDate) throws SQLException {
    for (SeriesName name : SeriesName.values()) {
      for (int year = 0; year <= 1; year++) {
        PreparedStatement provide = session.prepare(PROVIDE);
        provide.setInt(1, stream.epoch());
        provide.setString(2, name.toString());
        provide.setInt(
            3, place(name, templates.get(name).period(businessDate.plusYears(year))).period());
        provide.executeUpdate();
      }
    }
  }

  /** Writes later numbers by these templates, which the store has checked against all others. */
  public void adopt(Session session, List<Series> granted) throws SQLException {
    for (Series series : granted) {
      PreparedStatement adopt = session.prepare(ADOPT);
      adopt.setString(1, series.name());
      adopt.setString(2, series.template().toString());
      adopt.executeUpdate();
    }
  }

  /** Whether these are the templates that it writes by already. */
  public boolean writesBy(List<Series> granted) {
    return granted.stream()
        .allMatch(
            series ->
                SeriesName.of(series.name())
                    .map(name -> series.template().equals(templates.get(name)))
                    .orElse(true));
  }

  /** Each series and year that is provided. */
  public List<Standing> standings() {
    List<Standing> standings = new ArrayList<>();
    next.forEach(
        (place, counter) -> {
          boolean perYear = templates.get(place.series()).period(LocalDate.EPOCH) != null;
          if (perYear == (place.period() != THROUGH_THE_EPOCH)) {
            standings.add(
                new Standing(
                    place.series().toString(),
                    place.series().type(),
                    templates.get(place.series()).toString(),
                    perYear ? (Integer) place.period() : null,
                    counter));
          }
        });
    return standings;
  }

  private static Place place(SeriesName series, Integer period) {
    return new Place(series, period == null ? THROUGH_THE_EPOCH : period);
  }
}
