package io.tillstream.store.uplink;

import io.tillstream.protocol.identity.DocumentStream;
import java.util.Map;

/**
 * How far head office has confirmed each terminal's documents. Kept in memory only: what counts is
 * recomputed from the books whenever head office's watermark is learnt. Thread-safe.
 */
public final class HeadOfficeProgress {

  private volatile Map<DocumentStream, Long> acknowledged = Map.of();
  private volatile Runnable onMoved = () -> {};

  /** The last n of this stream that head office holds durably; 0 before the first. */
  public long acknowledged(DocumentStream stream) {
    return acknowledged.getOrDefault(stream, 0L);
  }

  /** Whom to tell that head office has confirmed something; has to be quick. */
  public void onMoved(Runnable told) {
    onMoved = told;
  }

  void set(Map<DocumentStream, Long> now) {
    acknowledged = Map.copyOf(now);
    onMoved.run();
  }

  Map<DocumentStream, Long> all() {
    return acknowledged;
  }
}
