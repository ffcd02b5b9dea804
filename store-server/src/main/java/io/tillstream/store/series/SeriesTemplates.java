package io.tillstream.store.series;

import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.series.SeriesTemplate;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads the templates as committed. Thread-safe. */
@Singleton
public class SeriesTemplates {

  /** Stands for the store's default, which no terminal can be called. */
  static final String DEFAULT = "-";

  private static final String SELECT =
      "SELECT terminal, series, template FROM series_template ORDER BY terminal, series, set_no";
  private static final String SELECT_TERMINALS = "SELECT terminal FROM terminal";

  private final DataSource database;

  SeriesTemplates(DataSource database) {
    this.database = database;
  }

  /** A template that was in force once, or is now. */
  record Set(String terminal, SeriesName series, SeriesTemplate template) {}

  /** What a terminal numbers by: its own template, else the store's, else the standard one. */
  public List<Series> of(TerminalId terminal) throws SQLException {
    Map<SeriesName, SeriesTemplate> inForce = new EnumMap<>(SeriesName.class);
    for (SeriesName name : SeriesName.values()) {
      inForce.put(name, name.standard());
    }
    List<Set> history = history();
    for (String owner : List.of(DEFAULT, terminal.value())) {
      history.stream()
          .filter(each -> each.terminal().equals(owner))
          .forEach(each -> inForce.put(each.series(), each.template()));
    }
    return Arrays.stream(SeriesName.values())
        .map(name -> Series.of(name, inForce.get(name)))
        .toList();
  }

  /** All that were ever in force, in the order in which each was set. */
  List<Set> history() throws SQLException {
    List<Set> history = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String terminal = row.getString(1);
        SeriesTemplate template = SeriesTemplate.parse(row.getString(3));
        SeriesName.of(row.getString(2))
            .ifPresent(name -> history.add(new Set(terminal, name, template)));
      }
    }
    return history;
  }

  /** The till positions of this store. */
  List<TerminalId> terminals() throws SQLException {
    List<TerminalId> terminals = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT_TERMINALS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        terminals.add(new TerminalId(row.getString(1)));
      }
    }
    return terminals;
  }
}
