package io.tillstream.headoffice.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Upcast;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.wire.Fact;
import io.tillstream.protocol.wire.FactRecord;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Understands one line of an envelope by itself. A line that cannot be understood is a value and
 * not an exception: whether it matters depends on whether it is new. Reads documents at least as
 * leniently as a store does, so that what a store accepted is never parked for its form.
 * Thread-safe.
 */
@Singleton
class ReadFact {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ObjectReader LINES = JSON.readerFor(FactLine.class);
  private static final ObjectReader FACTS = JSON.readerFor(Fact.class);
  private static final ObjectReader DOCUMENTS = JSON.readerFor(Document.class);

  /**
   * Reads a line.
   *
   * @param store whose envelope it is in
   * @param previousSeq position of the line before; a line that gives none stands right after it
   */
  Incoming read(StoreId store, long previousSeq, byte[] line) {
    long seq = previousSeq + 1;
    try {
      FactLine fact = lenient(line);
      if (fact.seq() == null) {
        return new Incoming.Unapplicable(seq, "the record gives no seq");
      }
      seq = fact.seq();
      return understood(store, fact, line);
    } catch (IOException | IllegalArgumentException e) {
      return new Incoming.Unapplicable(seq, inWords(e));
    }
  }

  /** The document in bytes that are held. */
  static Document document(byte[] body) throws IOException {
    return Upcast.current(DOCUMENTS.readValue(body));
  }

  /** The line with its document, or without it when only the document cannot be read. */
  private static FactLine lenient(byte[] line) throws IOException {
    try {
      FactLine fact = LINES.readValue(line);
      return fact == null ? FactLine.NOTHING : fact;
    } catch (DatabindException e) {
      return FactLine.withoutDocument(FACTS.readValue(line));
    }
  }

  private static Incoming understood(StoreId store, FactLine fact, byte[] line) {
    return switch (fact.kind()) {
      case Fact.DOCUMENT -> document(store, fact, line);
      case Fact.RELEASE -> new Incoming.Released(fact.seq(), fact.place(store), fact.decisions());
      case Fact.DISMISSAL -> CheckReceived.check(fact.seq(), fact.place(store), fact.detail());
      case null, default ->
          new Incoming.Unapplicable(fact.seq(), "the kind '" + fact.kind() + "' is not known here");
    };
  }

  // JSON of the right types may still leave out what every document has.
  private static boolean hasPlace(Document document) {
    return document != null
        && document.store() != null
        && document.terminal() != null
        && document.epoch() >= 1
        && document.n() >= 1;
  }

  private static Incoming document(StoreId store, FactLine fact, byte[] line) {
    // The store could not read it either and says where it arrived; that is all it takes to keep
    // it.
    boolean isUnreadable = fact.reason() == ParkedReason.UNREADABLE;
    if (fact.hash() == null
        || fact.verdict() == null
        || !(isUnreadable || hasPlace(fact.document()))) {
      return new Incoming.Unapplicable(
          fact.seq(), "the record has no verdict, no hash or no document that can be read");
    }
    return CheckReceived.check(
        store,
        new Incoming.Received(
            fact.seq(),
            isUnreadable ? fact.place(store) : fact.document().key(),
            fact.verdict(),
            fact.reason(),
            fact.detail(),
            fact.decisions(),
            fact.hash(),
            isUnreadable && fact.bytes() != null
                ? Base64.getDecoder().decode(fact.bytes())
                : FactRecord.documentBytes(line),
            isUnreadable ? Optional.empty() : Optional.of(fact.document())));
  }

  private static String inWords(Exception fault) {
    return fault instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : fault.getMessage();
  }
}
