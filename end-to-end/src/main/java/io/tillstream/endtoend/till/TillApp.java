package io.tillstream.endtoend.till;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.protocol.document.DocumentType;
import java.io.IOException;

/**
 * A till app: one request at a time to its agent, over one kept-alive connection. Not thread-safe,
 * as a till is not.
 */
public final class TillApp {

  private final HttpPeer agent;

  /** Beside the agent that listens here. */
  public TillApp(HttpPeer agent) {
    this.agent = agent;
  }

  /**
   * Rings up a receipt; what was scanned is looked up first, as a till shows it before it sells it.
   *
   * @return the agent's answer: the document, the receipt text and whether it was there before
   * @throws io.tillstream.endtoend.http.Refused when the agent does not record it
   */
  public HttpAnswer ring(Receipt receipt) throws IOException {
    for (Receipt.Line line : receipt.lines()) {
      if (line.barcode() != null && receipt.type() != DocumentType.VOID) {
        lookUp(line);
      }
    }
    byte[] body =
        receipt.type() == DocumentType.VOID
            ? receipt.bodyVoiding(printedNumber(receipt.voided()))
            : receipt.body();
    return agent.post(receipt.path(), body).orRefused();
  }

  /** Asked for again, a receipt is answered with the document that it has become. */
  private String printedNumber(Receipt made) throws IOException {
    JsonNode answer = agent.post(made.path(), made.body()).orRefused().json();
    if (!answer.path("repeated").asBoolean()) {
      throw new IOException(made.reference() + " was to be taken back before it was made");
    }
    return answer.path("document").path("number").asText();
  }

  private void lookUp(Receipt.Line line) throws IOException {
    JsonNode found = agent.json("/v1/barcodes/" + HttpPeer.escape(line.barcode()));
    if (!found.path("item").asText().equals(line.item())) {
      throw new IOException(
          "barcode %s is %s, but the agent answered %s"
              .formatted(line.barcode(), line.item(), found));
    }
  }
}
