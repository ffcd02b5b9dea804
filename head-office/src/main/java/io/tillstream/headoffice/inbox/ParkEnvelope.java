package io.tillstream.headoffice.inbox;

import io.tillstream.platform.problem.WholeCharacters;
import io.tillstream.protocol.chain.ChainedRecord;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Sets an envelope aside, raw, and closes the door to its store until a person opens it. */
final class ParkEnvelope {

  private static final int DETAIL_MAX = 1_000;

  private ParkEnvelope() {}

  static void park(Connection connection, Envelope envelope, CannotApply fault, long nowMillis)
      throws SQLException {
    String store = envelope.store().value();
    try (PreparedStatement count =
            connection.prepareStatement("SELECT COUNT(*) FROM parked_envelope WHERE store = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO parked_envelope (store, number, incarnation, from_position,"
                    + " previous_hash, to_position, hash, seq, detail, body, parked_millis)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement mark =
            connection.prepareStatement("UPDATE store SET parked_millis = ? WHERE store = ?")) {
      count.setString(1, store);
      int number;
      try (ResultSet row = count.executeQuery()) {
        row.next();
        number = row.getInt(1) + 1;
      }
      insert.setString(1, store);
      insert.setInt(2, number);
      insert.setString(3, envelope.incarnation());
      insert.setLong(4, envelope.chain().from().position());
      insert.setBytes(5, envelope.chain().from().hash().toBytes());
      insert.setLong(6, envelope.chain().to().position());
      insert.setBytes(7, envelope.chain().to().hash().toBytes());
      insert.setLong(8, fault.seq());
      insert.setString(9, shortened(fault.getMessage()));
      insert.setBytes(10, raw(envelope));
      insert.setLong(11, nowMillis);
      insert.executeUpdate();
      mark.setLong(1, nowMillis);
      mark.setString(2, store);
      mark.executeUpdate();
    }
  }

  private static byte[] raw(Envelope envelope) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (ChainedRecord record : envelope.chain().records()) {
      raw.writeBytes(record.line());
      raw.write('\n');
    }
    return raw.toByteArray();
  }

  private static String shortened(String detail) {
    // Cutting may halve a character, and the record may have brought halves along.
    return WholeCharacters.of(
        detail.length() <= DETAIL_MAX ? detail : detail.substring(0, DETAIL_MAX));
  }
}
