package io.tillstream.headoffice.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.Fact;
import io.tillstream.protocol.wire.FactRecord;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Understands one line of an envelope by itself. A line that cannot be understood is a value and
 * not an exception: whether it matters depends on whether it is new. Thread-safe.
 */
@Singleton
class ReadFact {

  private final ObjectMapper json;
  private final ObjectReader lines;

  ReadFact(ObjectMapper json) {
    this.json = json;
    this.lines = json.readerFor(FactLine.class);
  }

  /**
   * Reads a line.
   *
   * @param store whose envelope it is in
   * @param previousSeq position of the line before; a line that gives none stands right after it
   */
  Incoming read(StoreId store, long previousSeq, byte[] line) {
    try {
      FactLine fact = lines.readValue(line);
      if (fact == null || fact.seq() == null) {
        return new Incoming.Unapplicable(previousSeq + 1, "the record gives no seq");
      }
      return understood(store, fact, line);
    } catch (IOException | IllegalArgumentException e) {
      return unusual(store, previousSeq, line, e);
    }
  }

  private static Incoming understood(StoreId store, FactLine fact, byte[] line) {
    return switch (fact.kind()) {
      case Fact.DOCUMENT -> {
        if (fact.document() == null || fact.hash() == null || fact.verdict() == null) {
          yield new Incoming.Unapplicable(
              fact.seq(), "a document fact has a verdict, a hash and a document");
        }
        yield CheckReceived.check(
            store,
            new Incoming.Received(
                fact.seq(),
                fact.document().key(),
                fact.verdict(),
                fact.reason(),
                fact.detail(),
                fact.decisions(),
                fact.hash(),
                FactRecord.documentBytes(line),
                Optional.of(fact.document())));
      }
      case Fact.RELEASE ->
          new Incoming.Released(
              fact.seq(),
              new DocumentKey(store, fact.terminal(), fact.epoch(), fact.n()),
              fact.decisions());
      case null, default ->
          new Incoming.Unapplicable(fact.seq(), "the kind '" + fact.kind() + "' is not known here");
    };
  }

  /** A line that does not read as it should: unknown words, or a document of an unknown form. */
  private Incoming unusual(StoreId store, long previousSeq, byte[] line, Exception fault) {
    long seq = previousSeq + 1;
    try {
      JsonNode fact = json.readTree(line);
      seq = fact.path("seq").asLong(seq);
      if (fact.path("kind").asText().equals(Fact.DOCUMENT)
          && fact.path("verdict").asText().equals(Verdict.PARKED.name())) {
        return unreadable(store, seq, fact, line);
      }
    } catch (IOException | IllegalArgumentException e) {
      fault.addSuppressed(e);
    }
    return new Incoming.Unapplicable(seq, inWords(fault));
  }

  /** The store could not read it either and said so; the key is all that is needed to keep it. */
  private static Incoming unreadable(StoreId store, long seq, JsonNode fact, byte[] line) {
    JsonNode document = fact.path("document");
    DocumentKey key =
        new DocumentKey(
            new StoreId(document.path("store").asText()),
            new TerminalId(document.path("terminal").asText()),
            document.path("epoch").asInt(),
            document.path("n").asLong());
    return CheckReceived.check(
        store,
        new Incoming.Received(
            seq,
            key,
            Verdict.PARKED,
            ParkedReason.of(fact.path("reason").asText()),
            fact.path("detail").asText(null),
            Map.of(),
            Hash.of(fact.path("hash").asText()),
            FactRecord.documentBytes(line),
            Optional.empty()));
  }

  private static String inWords(Exception fault) {
    return fault instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : fault.getMessage();
  }
}
