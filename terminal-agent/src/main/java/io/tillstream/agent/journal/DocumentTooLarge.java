package io.tillstream.agent.journal;

import io.tillstream.protocol.wire.Protocol;

/** A document with more bytes than a store takes; it was not recorded. */
public final class DocumentTooLarge extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DocumentTooLarge(int bytes) {
    super(
        "the document would have %d bytes, at most %d can be sent to the store"
            .formatted(bytes, Protocol.RECORD_BYTES_MAX));
  }
}
