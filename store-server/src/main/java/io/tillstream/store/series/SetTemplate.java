package io.tillstream.store.series;

import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Puts a template in force for later numbers. Immutable.
 *
 * @param terminal whose, or {@link SeriesTemplates#DEFAULT}
 * @param series which
 * @param template checked against all others
 */
record SetTemplate(String terminal, SeriesName series, SeriesTemplate template)
    implements Command<Integer> {

  private static final String LAST =
      "SELECT COALESCE(MAX(set_no), 0) FROM series_template WHERE terminal = ? AND series = ?";
  private static final String INSERT =
      "INSERT INTO series_template (terminal, series, set_no, template, set_at_millis)"
          + " VALUES (?, ?, ?, ?, ?)";

  @Override
  public Integer applyTo(Batch batch) throws SQLException {
    PreparedStatement last = batch.prepare(LAST);
    last.setString(1, terminal);
    last.setString(2, series.toString());
    int next;
    try (ResultSet row = last.executeQuery()) {
      row.next();
      next = row.getInt(1) + 1;
    }
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, terminal);
    insert.setString(2, series.toString());
    insert.setInt(3, next);
    insert.setString(4, template.toString());
    insert.setLong(5, batch.atMillis());
    insert.executeUpdate();
    return next;
  }
}
