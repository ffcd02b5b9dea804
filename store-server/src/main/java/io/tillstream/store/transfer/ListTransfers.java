package io.tillstream.store.transfer;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the transfers as committed. Thread-safe. */
@Singleton
public class ListTransfers {

  private static final String PAGE_END =
      " ORDER BY k.transfer OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String PAGE =
      "SELECT k.transfer FROM (SELECT transfer FROM transfer"
          + " UNION SELECT transfer FROM transfer_news) k WHERE k.transfer > ?"
          + PAGE_END;
  private static final String BALANCES =
      "SELECT transfer, item, dispatched_thousandths - received_thousandths"
          + " - settled_thousandths AS open_thousandths FROM ";
  private static final String OPEN =
      "SELECT DISTINCT k.transfer FROM ("
          + BALANCES
          + "transfer_item UNION ALL "
          + BALANCES
          + "transfer_news_item) k WHERE k.transfer > ? GROUP BY k.transfer, k.item"
          + " HAVING SUM(k.open_thousandths) <> 0"
          + PAGE_END;

  private static final String UNDECIDED =
      "SELECT DISTINCT t.transfer FROM transfer_document t"
          + " INNER JOIN transfer k ON k.transfer = t.transfer"
          + " INNER JOIN document d ON d.seq = t.document_seq"
          + " LEFT JOIN case_answer a ON a.kind = 'transfer' AND a.subject = t.transfer"
          + " AND a.terminal = d.terminal AND a.epoch = d.epoch AND a.n = d.n"
          + " LEFT JOIN open_case o ON o.kind = 'transfer' AND o.subject = t.transfer"
          + " WHERE a.n IS NULL AND o.case_id IS NULL AND k.dispatches > 0"
          + " AND t.transfer = ?";

  private final DataSource database;
  private final TransfersConfig config;

  ListTransfers(DataSource database, TransfersConfig config) {
    this.database = database;
    this.config = config;
  }

  /** The ids of transfers that are not closed, as far as is known here. */
  public List<String> open(String after, int limit) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return ids(connection, OPEN, after, limit);
    }
  }

  /**
   * Those of some transfers that have been open for too long, as far as this store has sent them
   * and somebody is still to be asked: neither is there a case of it, nor was it decided on.
   */
  List<String> overdue(List<String> ids, LocalDate today) throws SQLException {
    List<String> overdue = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statements statements = new Statements(connection)) {
      for (String each : ids) {
        if (shown(statements, each, today).filter(ShownTransfer::overdue).isPresent()
            && isUndecided(statements, each)) {
          overdue.add(each);
        }
      }
    }
    return overdue;
  }

  private static boolean isUndecided(Statements statements, String id) throws SQLException {
    PreparedStatement select = statements.statement(UNDECIDED);
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  /** A page of them, in the order of their ids. */
  public List<ShownTransfer> after(String id, int limit, LocalDate today) throws SQLException {
    try (Connection connection = database.getConnection()) {
      List<ShownTransfer> shown = new ArrayList<>();
      try (Statements statements = new Statements(connection)) {
        for (String each : ids(connection, PAGE, id, limit)) {
          shown(statements, each, today).ifPresent(shown::add);
        }
      }
      return shown;
    }
  }

  /** The transfer of this id, as far as is known here. */
  public Optional<ShownTransfer> one(String id, LocalDate today) throws SQLException {
    try (Connection connection = database.getConnection();
        Statements statements = new Statements(connection)) {
      return shown(statements, id, today);
    }
  }

  /** Whether its goods have left from this store. */
  public boolean isDispatchedHere(String id) throws SQLException {
    try (Connection connection = database.getConnection();
        Statements statements = new Statements(connection)) {
      return new ReadTransfers(statements)
          .of(ReadTransfers.Source.OWN, id)
          .filter(own -> own.dispatches() > 0)
          .isPresent();
    }
  }

  private Optional<ShownTransfer> shown(Statements statements, String id, LocalDate today)
      throws SQLException {
    return new ReadTransfers(statements)
        .of(id)
        .map(standing -> ShownTransfer.of(standing, today, config.overdueDays()));
  }

  private static List<String> ids(Connection connection, String sql, String after, int limit)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, after);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
    }
    return ids;
  }

  /** The statements of one reading, each made once. */
  static final class Statements implements ReadTransfers.Prepare, AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> made = new HashMap<>();

    Statements(Connection connection) {
      this.connection = connection;
    }

    @Override
    public PreparedStatement statement(String sql) throws SQLException {
      PreparedStatement statement = made.get(sql);
      if (statement == null) {
        statement = connection.prepareStatement(sql);
        made.put(sql, statement);
      }
      return statement;
    }

    @Override
    public void close() throws SQLException {
      for (PreparedStatement statement : made.values()) {
        statement.close();
      }
    }
  }
}
