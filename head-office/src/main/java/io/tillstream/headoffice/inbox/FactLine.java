package io.tillstream.headoffice.inbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import java.util.Map;

/**
 * A {@link io.tillstream.protocol.wire.Fact} read together with the document inside it, so that a
 * line is parsed once.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FactLine(
    Long seq,
    String kind,
    Verdict verdict,
    ParkedReason reason,
    String detail,
    Hash hash,
    Map<Integer, Boolean> resolved,
    TerminalId terminal,
    int epoch,
    long n,
    Document document) {

  /** The store's decisions; none when the line says nothing. */
  Map<Integer, Boolean> decisions() {
    return resolved == null ? Map.of() : resolved;
  }
}
