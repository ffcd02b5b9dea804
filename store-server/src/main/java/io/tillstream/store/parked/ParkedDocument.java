package io.tillstream.store.parked;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How a document stands in the books of a batch. The writer's thread only.
 *
 * @param seq its place in the log
 * @param hash its stream's chain up to it
 * @param body its maker's bytes
 * @param isBooked whether it was booked, at once or later
 * @param dismissedFor why it was dismissed, or null
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record ParkedDocument(long seq, Hash hash, byte[] body, boolean isBooked, String dismissedFor) {

  private static final String SELECT =
      "SELECT d.seq, d.hash, d.body, d.verdict, r.seq, x.reason FROM document d"
          + " LEFT JOIN document_release r ON r.document_seq = d.seq"
          + " LEFT JOIN document_dismissal x ON x.document_seq = d.seq"
          + " WHERE d.terminal = ? AND d.epoch = ? AND d.n = ?";

  static Optional<ParkedDocument> find(Batch batch, DocumentKey key) throws SQLException {
    Journal.of(batch).flush(); // it may have come in this very batch
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, key.terminal().value());
    select.setInt(2, key.epoch());
    select.setLong(3, key.n());
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      row.getLong(5);
      boolean released = !row.wasNull();
      return Optional.of(
          new ParkedDocument(
              row.getLong(1),
              Hash.of(row.getBytes(2)),
              row.getBytes(3),
              released || row.getString(4).equals("ACCEPTED"),
              row.getString(6)));
    }
  }
}
