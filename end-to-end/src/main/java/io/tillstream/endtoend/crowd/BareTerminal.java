package io.tillstream.endtoend.crowd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentBuilder;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A terminal without an agent: what its store has granted it, and what it would upload.
 *
 * @param protocol the version that it speaks
 * @param port its store's
 * @param stream its documents'
 * @param currency its store's
 */
public record BareTerminal(
    int protocol, int port, String credential, DocumentStream stream, String currency) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Enrols a new one. */
  public static BareTerminal at(Store store, TerminalId id, int protocol) throws IOException {
    int port = store.admin().port();
    try (HttpPeer stranger = HttpPeer.at(port)) {
      JsonNode grant =
          stranger
              .post(
                  "/sync/v1/enrolment",
                  "{\"protocol\":%d,\"code\":\"%s\",\"agentVersion\":\"bare\"}"
                      .formatted(protocol, store.enrolmentCode(id)))
              .orRefused()
              .json();
      return new BareTerminal(
          protocol,
          port,
          grant.path("credential").asText(),
          new DocumentStream(
              new StoreId(grant.path("store").asText()), id, grant.path("epoch").asInt()),
          grant.path("currency").asText());
    }
  }

  /** Its store, which knows it. */
  public HttpPeer store() {
    return HttpPeer.at(port).bearing(credential);
  }

  /** A sale as its n-th document; what was sold is still to be said. */
  public DocumentBuilder sale(long n) {
    return Document.at(stream, n, DocumentType.SALE)
        .number("%s-%s-25-%d-%06d".formatted(stream.store(), stream.terminal(), stream.epoch(), n))
        .reference("R" + n)
        .businessDate("2025-11-29")
        .recordedAt("2025-11-29T10:00:00Z")
        .currency(currency);
  }

  /** A batch as it travels. */
  public byte[] upload(ChainedBatch batch) {
    StreamHeader header =
        new StreamHeader(protocol, stream.toString(), null, batch.from(), batch.to());
    ByteArrayOutputStream body = new ByteArrayOutputStream(64 * 1024);
    try {
      body.writeBytes(JSON.writeValueAsBytes(header));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    body.write('\n');
    for (ChainedRecord record : batch.records()) {
      body.writeBytes(record.line());
      body.write('\n');
    }
    return body.toByteArray();
  }
}
