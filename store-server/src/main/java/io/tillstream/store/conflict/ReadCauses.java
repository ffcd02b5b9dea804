package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the documents of cases from the rows of {@code case_document c} and {@code document d}. */
final class ReadCauses {

  /** What is read of a document; these columns come first. */
  static final String COLUMNS =
      "c.quantity_thousandths, d.terminal, d.epoch, d.n, d.type, d.number, d.recorded_at,"
          + " d.skew_millis, d.received_at_millis";

  private ReadCauses() {}

  /** The document on which a row stands. */
  static Cause of(ResultSet row, StoreId store) throws SQLException {
    long skewMillis = row.getLong(8);
    Optional<Duration> skew =
        row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(skewMillis));
    return new Cause(
        new DocumentKey(store, new TerminalId(row.getString(2)), row.getInt(3), row.getLong(4)),
        DocumentType.of(row.getString(5)),
        row.getString(6),
        new Quantity(row.getLong(1)),
        Instant.parse(row.getString(7)),
        skew,
        Instant.ofEpochMilli(row.getLong(9)));
  }
}
