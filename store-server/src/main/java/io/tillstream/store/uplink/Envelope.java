package io.tillstream.store.uplink;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.List;
import java.util.Map;

/**
 * What goes to head office in one request.
 *
 * @param facts the chained lines
 * @param reached the last n that is inside, of each stream that has any inside
 */
record Envelope(ChainedBatch facts, Map<DocumentStream, Long> reached) {

  /** One without facts, which asks where head office stands. */
  static Envelope question(Watermark from) {
    return new Envelope(ChainedBatch.after(from, List.of(), from.position()), Map.of());
  }
}
