package io.tillstream.store.conflict;

import io.tillstream.protocol.document.Document;
import java.time.Instant;

/** When a document was made by the store's clock, as far as that is known. */
final class MadeAt {

  private MadeAt() {}

  static Instant of(Document document) {
    long skewMillis = document.skewMillis() == null ? 0 : document.skewMillis();
    return Instant.parse(document.recordedAt()).minusMillis(skewMillis);
  }
}
