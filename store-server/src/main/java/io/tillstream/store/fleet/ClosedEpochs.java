package io.tillstream.store.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The epochs of each terminal: which were closed when, and who was refused in them. Thread-safe.
 */
@Singleton
public class ClosedEpochs {

  private static final String UPDATE =
      "UPDATE terminal_epoch SET closed_at_millis = ?, held_n = ?, claimed_n = ?, witness_n = ?"
          + " WHERE terminal = ? AND epoch = ?";
  private static final String INSERT =
      "INSERT INTO terminal_epoch (closed_at_millis, held_n, claimed_n, witness_n, terminal, epoch)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String OF_TERMINAL =
      "SELECT epoch, closed_at_millis, held_n, claimed_n, witness_n FROM terminal_epoch"
          + " WHERE terminal = ? AND closed_at_millis IS NOT NULL ORDER BY epoch";
  private static final String REFUSED =
      "SELECT t.terminal, e.refused, e.refused_at_millis FROM terminal t"
          + " INNER JOIN terminal_epoch e ON e.terminal = t.terminal AND e.epoch = t.epoch"
          + " WHERE e.refused IS NOT NULL";

  private final DataSource database;
  private final Writer writer;
  private final Shop shop;

  ClosedEpochs(DataSource database, Writer writer, Shop shop) {
    this.database = database;
    this.writer = writer;
    this.shop = shop;
  }

  /**
   * An epoch that was closed.
   *
   * @param epoch its number
   * @param closedAt when
   * @param heldAtClosing n of its last document that the store held then
   * @param held the same, now
   * @param claimed n of the last document of the journal that was enrolled anew, or null when
   *     nobody said
   * @param witness no number beyond this n was shown, or null when nobody said
   * @param lost documents that may have been shown and that nobody has brought, or null
   * @param broughtAnew documents of it that are in the books as others
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Closed(
      int epoch,
      Instant closedAt,
      long heldAtClosing,
      long held,
      Long claimed,
      Long witness,
      Lost lost,
      List<BroughtAnew> broughtAnew) {

    /** How many documents are lost. */
    public long lostDocuments() {
      return lost == null ? 0 : lost.documents();
    }
  }

  /**
   * Documents that nobody has brought.
   *
   * @param from n of the first
   * @param to n of the last one
   * @param documents how many; fewer than lie between when some were brought home anew
   */
  public record Lost(long from, long to, long documents) {}

  /**
   * An agent under a terminal's name may not go on.
   *
   * @param reason why
   * @param at when it was told last
   */
  public record Refusal(HandshakeReason reason, Instant at) {}

  /**
   * Closes an epoch, in the caller's transaction.
   *
   * @param held n of its last document that the store holds
   * @param claimed n of the last document of the journal that is enrolled anew, or null
   * @param witness no number beyond this n was shown, or null
   */
  public void close(DocumentStream stream, long atMillis, long held, Long claimed, Long witness) {
    try (Connection connection = database.getConnection()) {
      if (write(connection, UPDATE, stream, atMillis, held, claimed, witness) == 0) {
        write(connection, INSERT, stream, atMillis, held, claimed, witness);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the epoch cannot be closed", e);
    }
  }

  /** Those of one terminal, the oldest first. */
  public List<Closed> of(TerminalId terminal) throws SQLException {
    Published published = writer.published();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(OF_TERMINAL)) {
      select.setString(1, terminal.value());
      List<BroughtAnew> anew = BroughtAnew.of(connection, terminal.value());
      List<Closed> closed = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          DocumentStream stream = new DocumentStream(shop.id(), terminal, row.getInt(1));
          closed.add(
              closed(
                  row,
                  published.of(stream).position(),
                  anew.stream().filter(each -> each.epoch() == stream.epoch()).toList()));
        }
      }
      return closed;
    }
  }

  /** Who was refused in a terminal's present epoch. */
  Map<TerminalId, Refusal> refused() {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(REFUSED);
        ResultSet row = select.executeQuery()) {
      Map<TerminalId, Refusal> refused = new HashMap<>();
      while (row.next()) {
        refused.put(
            new TerminalId(row.getString(1)),
            new Refusal(
                HandshakeReason.of(row.getString(2)), Instant.ofEpochMilli(row.getLong(3))));
      }
      return refused;
    } catch (SQLException e) {
      throw new IllegalStateException("refusals cannot be looked up", e);
    }
  }

  private static Closed closed(ResultSet row, long held, List<BroughtAnew> anew)
      throws SQLException {
    Long claimed = number(row, 4);
    Long witness = number(row, 5);
    long shown = Math.max(claimed == null ? 0 : claimed, witness == null ? 0 : witness);
    return new Closed(
        row.getInt(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getLong(3),
        held,
        claimed,
        witness,
        lost(held, shown, anew.stream().map(BroughtAnew::n).collect(Collectors.toSet())),
        anew);
  }

  private static Lost lost(long held, long shown, Set<Long> anew) {
    long from = held + 1;
    while (anew.contains(from)) {
      from++;
    }
    long to = shown;
    while (anew.contains(to)) {
      to--;
    }
    long first = from;
    long last = to;
    return first > last
        ? null
        : new Lost(
            first,
            last,
            last - first + 1 - anew.stream().filter(n -> n > first && n < last).count());
  }

  private static int write(
      Connection connection,
      String sql,
      DocumentStream stream,
      long atMillis,
      long held,
      Long claimed,
      Long witness)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, atMillis);
      statement.setLong(2, held);
      setLong(statement, 3, claimed);
      setLong(statement, 4, witness);
      statement.setString(5, stream.terminal().value());
      statement.setInt(6, stream.epoch());
      return statement.executeUpdate();
    }
  }

  private static Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static void setLong(PreparedStatement statement, int index, Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value);
    }
  }
}
