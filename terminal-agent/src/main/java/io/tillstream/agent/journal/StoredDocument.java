package io.tillstream.agent.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Upcast;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads back what the journal holds, in this version's form. Thread-safe. */
final class StoredDocument {

  private static final ObjectReader READER = new ObjectMapper().readerFor(Document.class);

  private StoredDocument() {}

  static Document read(byte[] canonicalBytes) {
    try {
      return Upcast.current(READER.readValue(canonicalBytes));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal holds a document that cannot be read", e);
    }
  }
}
