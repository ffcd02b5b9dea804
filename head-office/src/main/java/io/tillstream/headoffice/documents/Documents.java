package io.tillstream.headoffice.documents;

import io.tillstream.headoffice.database.Database;
import io.tillstream.platform.problem.WholeCharacters;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentSummary;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Finds documents. Thread-safe. */
@Singleton
class Documents {

  private static final String COLUMNS =
      "store, terminal, epoch, n, type, number, reference, line_count, total_minor, currency,"
          + " business_date, recorded_at, seq, verdict, reason, ordinal, detail";

  private final Database database;

  Documents(Database database) {
    this.database = database;
  }

  /**
   * Documents of a store in the order of its change log. A page may be a little longer than asked:
   * documents that two lives of the log hold at the same seq are never parted.
   *
   * @param terminal of this terminal only, or null for all
   */
  List<ListedDocument> after(StoreId store, TerminalId terminal, long seq, int limit)
      throws SQLException {
    return page(terminal == null ? "" : " AND terminal = ?", store, terminal, seq, limit);
  }

  /** Those that are parked now, likewise. */
  List<ListedDocument> parkedAfter(StoreId store, long seq, int limit) throws SQLException {
    return page(" AND verdict = 'PARKED' AND reason <> 'dismissed'", store, null, seq, limit);
  }

  private List<ListedDocument> page(
      String condition, StoreId store, TerminalId terminal, long seq, int limit)
      throws SQLException {
    return database.reading(
        connection -> {
          String from = "SELECT " + COLUMNS + " FROM document WHERE store = ?" + condition;
          List<Placed> page =
              select(
                  connection,
                  from + " AND seq > ? ORDER BY seq, ordinal OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                  store,
                  terminal,
                  seq,
                  limit);
          if (page.size() == limit) {
            Placed last = page.get(limit - 1);
            page.addAll(
                select(
                    connection,
                    from + " AND seq = ? AND ordinal > ? ORDER BY ordinal",
                    store,
                    terminal,
                    last.listed().summary().seq(),
                    last.ordinal()));
          }
          return page.stream().map(Placed::listed).toList();
        });
  }

  /** One document, verbatim. */
  Optional<DocumentDetail> find(DocumentKey key) throws SQLException {
    return database.reading(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT "
                      + COLUMNS
                      + ", hash, resolved, body FROM document"
                      + " WHERE store = ? AND terminal = ? AND epoch = ? AND n = ?")) {
            statement.setString(1, key.store().value());
            statement.setString(2, key.terminal().value());
            statement.setInt(3, key.epoch());
            statement.setLong(4, key.n());
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      DocumentDetail.of(
                          listed(row),
                          Hash.of(row.getBytes(18)),
                          row.getString(19),
                          row.getBytes(20)))
                  : Optional.empty();
            }
          }
        });
  }

  private static List<Placed> select(
      Connection connection, String sql, StoreId store, TerminalId terminal, long third, int fourth)
      throws SQLException {
    List<Placed> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      statement.setString(next++, store.value());
      if (terminal != null) {
        statement.setString(next++, terminal.value());
      }
      statement.setLong(next++, third);
      statement.setInt(next, fourth);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new Placed(listed(row), row.getInt(16)));
        }
      }
    }
    return found;
  }

  private static ListedDocument listed(ResultSet row) throws SQLException {
    return new ListedDocument(summary(row), whole(row.getString(17)));
  }

  private static DocumentSummary summary(ResultSet row) throws SQLException {
    String type = row.getString(5);
    String currency = row.getString(10);
    String reason = row.getString(15);
    return new DocumentSummary(
        new StoreId(row.getString(1)),
        new TerminalId(row.getString(2)),
        row.getInt(3),
        row.getLong(4),
        type == null ? null : DocumentType.of(type),
        plain(row.getString(6)),
        plain(row.getString(7)),
        row.getInt(8),
        currency == null
            ? null
            : new Money(row.getLong(9), Currency.getInstance(currency)).toString(),
        currency,
        plain(row.getString(11)),
        plain(row.getString(12)),
        row.getLong(13),
        Verdict.valueOf(row.getString(14)),
        reason == null ? null : ParkedReason.of(reason),
        null);
  }

  /** A text that could not be printed is left out, as if it could not be read. */
  private static String plain(String text) {
    return text == null || !PlainText.is(text) ? null : text;
  }

  private static String whole(String text) {
    return text == null ? null : WholeCharacters.of(text);
  }

  private record Placed(ListedDocument listed, int ordinal) {}
}
