package io.tillstream.store.document;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.store.shop.Shop;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the documents as committed. Thread-safe. */
@Singleton
public class Documents {

  private static final String COLUMNS =
      "SELECT d.terminal, d.epoch, d.n, d.type, d.number, d.reference, d.line_count,"
          + " d.total_minor, d.currency, d.business_date, d.recorded_at, d.seq, d.verdict,"
          + " d.reason, r.seq, p.detail, x.reason, p.reason FROM document d"
          + " LEFT JOIN document_release r ON r.document_seq = d.seq"
          + " LEFT JOIN document_dismissal x ON x.document_seq = d.seq";
  private static final String SUMMARY = COLUMNS + " LEFT JOIN parked p ON p.document_seq = d.seq";
  private static final String PAGE_END = " ORDER BY d.seq OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String PAGE = SUMMARY + " WHERE d.seq > ?" + PAGE_END;
  private static final String PAGE_OF_TERMINAL =
      SUMMARY + " WHERE d.terminal = ? AND d.seq > ?" + PAGE_END;
  private static final String PARKED =
      COLUMNS
          + " INNER JOIN parked p ON p.document_seq = d.seq WHERE p.document_seq > ?"
          + PAGE_END;
  private static final String BY_KEY =
      SUMMARY + " WHERE d.terminal = ? AND d.epoch = ? AND d.n = ?";
  private static final String BY_REFERENCE =
      SUMMARY + " WHERE d.reference = ? AND d.terminal = ?" + PAGE_END;
  private static final String BY_SEQ = SUMMARY + " WHERE d.seq = ?";
  private static final String BODY =
      "SELECT body FROM document WHERE terminal = ? AND epoch = ? AND n = ?";

  private final DataSource database;
  private final Shop shop;

  Documents(DataSource database, Shop shop) {
    this.database = database;
    this.shop = shop;
  }

  /** What follows a position, in the order of arrival. */
  public List<ShownDocument> after(long seq, int limit) throws SQLException {
    return summaries(
        PAGE,
        select -> {
          select.setLong(1, seq);
          select.setInt(2, limit);
        });
  }

  /** The same, of one terminal only. */
  List<ShownDocument> after(TerminalId terminal, long seq, int limit) throws SQLException {
    return summaries(
        PAGE_OF_TERMINAL,
        select -> {
          select.setString(1, terminal.value());
          select.setLong(2, seq);
          select.setInt(3, limit);
        });
  }

  /** What is parked now. */
  public List<ShownDocument> parkedAfter(long seq, int limit) throws SQLException {
    return summaries(
        PARKED,
        select -> {
          select.setLong(1, seq);
          select.setInt(2, limit);
        });
  }

  /** The document at this place in the log. */
  public Optional<ShownDocument> at(long seq) throws SQLException {
    return summaries(BY_SEQ, select -> select.setLong(1, seq)).stream().findFirst();
  }

  /** The document of this name. */
  public Optional<ShownDocument> of(DocumentKey key) throws SQLException {
    return summaries(BY_KEY, select -> bind(select, key)).stream().findFirst();
  }

  /** Those of a terminal, in whichever life, that the till app gave this reference. */
  List<ShownDocument> ofReference(TerminalId terminal, String reference, int limit)
      throws SQLException {
    return summaries(
        BY_REFERENCE,
        select -> {
          select.setString(1, reference);
          select.setString(2, terminal.value());
          select.setInt(3, limit);
        });
  }

  /** Its maker's bytes. */
  public Optional<byte[]> body(DocumentKey key) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(BODY)) {
      bind(select, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  private List<ShownDocument> summaries(String sql, Bind bind) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      bind.to(select);
      List<ShownDocument> summaries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          summaries.add(summary(row));
        }
      }
      return summaries;
    }
  }

  private ShownDocument summary(ResultSet row) throws SQLException {
    String type = row.getString(4);
    long totalMinor = row.getLong(8);
    String currency = row.getString(9);
    String reason = row.getString(14);
    row.getLong(15);
    boolean booked = !row.wasNull() || reason == null;
    String dismissed = row.getString(17);
    String now = row.getString(18); // what it waits for may have changed since it came
    DocumentSummary summary =
        new DocumentSummary(
            shop.id(),
            new TerminalId(row.getString(1)),
            row.getInt(2),
            row.getLong(3),
            type == null ? null : DocumentType.of(type),
            row.getString(5),
            row.getString(6),
            row.getInt(7),
            currency == null
                ? null
                : new Money(totalMinor, Currency.getInstance(currency)).toString(),
            currency,
            row.getString(10),
            row.getString(11),
            row.getLong(12),
            booked ? Verdict.ACCEPTED : Verdict.PARKED,
            booked ? null : reason(reason, now, dismissed),
            null);
    return new ShownDocument(summary, dismissed == null ? row.getString(16) : dismissed);
  }

  private static ParkedReason reason(String then, String now, String dismissed) {
    if (dismissed != null) {
      return ParkedReason.DISMISSED;
    }
    return ParkedReason.of(now == null ? then : now);
  }

  private static void bind(PreparedStatement select, DocumentKey key) throws SQLException {
    select.setString(1, key.terminal().value());
    select.setInt(2, key.epoch());
    select.setLong(3, key.n());
  }

  @FunctionalInterface
  private interface Bind {
    void to(PreparedStatement select) throws SQLException;
  }
}
