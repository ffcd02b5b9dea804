package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Upcast;
import io.tillstream.protocol.wire.StrictJson;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads a document from its bytes, of whichever version, as every tier does. */
final class ReadDocument {

  private ReadDocument() {}

  static Optional<Document> of(ChainedRecord record) {
    return of(record.line());
  }

  /** Empty when the bytes make no sense. */
  static Optional<Document> of(byte[] line) {
    try {
      Document document = Upcast.current(StrictJson.read(line, Document.class));
      return document.type() == null ? Optional.empty() : Optional.of(document);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
