package io.tillstream.headoffice.inbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Upcast;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.Fact;
import java.util.Map;

/** A {@link Fact} together with the document inside it, so that a line is parsed once. */
@JsonIgnoreProperties(ignoreUnknown = true)
record FactLine(
    Long seq,
    String kind,
    Verdict verdict,
    ParkedReason reason,
    String detail,
    Hash hash,
    Map<Integer, Boolean> resolved,
    String terminal,
    int epoch,
    long n,
    String bytes,
    Document document) {

  /** Takes the document in this version's form. */
  FactLine {
    document = Upcast.current(document);
  }

  /** A line that says {@code null}. */
  static final FactLine NOTHING =
      new FactLine(null, null, null, null, null, null, null, null, 0, 0, null, null);

  /** A line whose document is left unread. */
  static FactLine withoutDocument(Fact fact) {
    return new FactLine(
        fact.seq(),
        fact.kind(),
        fact.verdict(),
        fact.reason(),
        fact.detail(),
        fact.hash(),
        fact.resolved(),
        fact.terminal(),
        fact.epoch(),
        fact.n(),
        fact.bytes(),
        null);
  }

  /** The store's decisions; none when the line says nothing. */
  Map<Integer, Boolean> decisions() {
    return resolved == null ? Map.of() : resolved;
  }

  /** The document that the line itself names. */
  DocumentKey place(StoreId store) {
    return new DocumentKey(store, new TerminalId(terminal), epoch, n);
  }
}
