package io.tillstream.store.intake;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.Map;

/**
 * The chain that the store holds where an upload overlaps it; read when it is first asked for,
 * because an ordinary upload overlaps nothing.
 */
final class HeldHashes implements Reception.History {

  private final Batch batch;
  private final DocumentStream stream;
  private final ChainedBatch chained;
  private final Watermark standing;
  private Map<Long, Hash> hashes;

  HeldHashes(Batch batch, DocumentStream stream, ChainedBatch chained, Watermark standing) {
    this.batch = batch;
    this.stream = stream;
    this.chained = chained;
    this.standing = standing;
  }

  @Override
  public Hash at(long position, Hash offered) {
    if (hashes == null) {
      long to = Math.min(chained.to().position(), standing.position());
      try {
        hashes = Journal.of(batch).hashes(stream, chained.from().position(), to);
      } catch (SQLException e) {
        throw new HistoryUnreadable(e);
      }
    }
    return hashes.get(position);
  }

  /** Carries a fault of the database through the protocol's code. */
  static final class HistoryUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HistoryUnreadable(SQLException cause) {
      super(cause);
    }
  }
}
