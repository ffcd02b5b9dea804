package io.tillstream.agent.recovery;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A row of an old journal.
 *
 * @param madeAnew whether that journal has made it anew in a later epoch already
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two databases; never compared
record OldDocument(
    long n,
    String type,
    String number,
    String reference,
    byte[] fingerprint,
    Hash hash,
    int lines,
    long totalMinor,
    String businessDate,
    String recordedAt,
    byte[] body,
    boolean madeAnew) {

  static OldDocument read(ResultSet row) throws SQLException {
    return new OldDocument(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getBytes(5),
        Hash.of(row.getBytes(6)),
        row.getInt(7),
        row.getLong(8),
        row.getString(9),
        row.getString(10),
        row.getBytes(11),
        row.getInt(12) != 0);
  }

  /** Where its chain must have stood before it, as far as that is known without those before. */
  Watermark assumedBefore() {
    return n == 1 ? Watermark.START : new Watermark(n - 1, null);
  }

  /** Whether it is the next of a chain; one after purged documents is taken at its word. */
  boolean continues(Watermark before) {
    return n == before.position() + 1
        && (before.hash() == null || before.hash().then(body).equals(hash));
  }
}
