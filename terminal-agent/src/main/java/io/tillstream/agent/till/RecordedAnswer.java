package io.tillstream.agent.till;

import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.wire.DocumentSummary;
import java.nio.charset.StandardCharsets;

/**
 * What a till app gets for a document, written by hand: on this path mapping by reflection costs as
 * much as the journal. A test compares the summary with what the lists say.
 */
final class RecordedAnswer {

  private RecordedAnswer() {}

  /**
   * The JSON of an answer.
   *
   * @param document in short, as on a terminal
   * @param receipt to print
   * @param repeated whether the document was there before this request
   */
  static byte[] of(DocumentSummary document, String receipt, boolean repeated) {
    return new CanonicalJson(512 + receipt.length())
        .open('{')
        .name("document")
        .open('{')
        .field("store", document.store().value())
        .field("terminal", document.terminal().value())
        .field("epoch", document.epoch())
        .field("n", document.n())
        .field("type", document.type().toString())
        .field("number", document.number())
        .field("reference", document.reference())
        .field("lines", document.lines())
        .field("total", document.total())
        .field("currency", document.currency())
        .field("businessDate", document.businessDate())
        .field("recordedAt", document.recordedAt())
        .field("delivery", document.delivery().toString())
        .close('}')
        .field("receipt", receipt)
        .field("repeated", (Boolean) repeated)
        .close('}')
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
