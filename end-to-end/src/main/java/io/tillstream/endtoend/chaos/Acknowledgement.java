package io.tillstream.endtoend.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;

/**
 * An agent told its till app that a document is on its disk.
 *
 * @param key which document
 * @param type as asked for
 * @param reference the till app's own
 * @param number as printed
 */
public record Acknowledgement(DocumentKey key, DocumentType type, String reference, String number) {

  static Acknowledgement of(JsonNode answer) throws IOException {
    JsonNode document = answer.path("document");
    if (!document.path("number").isTextual()) {
      throw new IOException("the agent's answer names no document: " + answer);
    }
    return new Acknowledgement(
        new DocumentKey(
            new StoreId(document.path("store").asText()),
            new TerminalId(document.path("terminal").asText()),
            document.path("epoch").asInt(),
            document.path("n").asLong()),
        DocumentType.of(document.path("type").asText()),
        document.path("reference").asText(),
        document.path("number").asText());
  }

  @Override
  public String toString() {
    return "%s %s (%s, %s)".formatted(type, number, reference, key);
  }
}
