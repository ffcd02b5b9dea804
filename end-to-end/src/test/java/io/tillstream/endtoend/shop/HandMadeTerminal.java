package io.tillstream.endtoend.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A terminal without an agent, which speaks the protocol by hand and so can say what no agent
 * would.
 */
public final class HandMadeTerminal {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DocumentStream stream;
  private final HttpPeer store;

  private HandMadeTerminal(DocumentStream stream, HttpPeer store) {
    this.stream = stream;
    this.store = store;
  }

  /** Enrols at the store. */
  public static HandMadeTerminal at(Store store, String name) throws IOException {
    TerminalId id = new TerminalId(name);
    HttpPeer open = HttpPeer.at(store.admin().port());
    JsonNode grant =
        open.post(
                "/sync/v1/enrolment",
                "{\"protocol\":1,\"code\":\"%s\",\"agentVersion\":\"hand-made\"}"
                    .formatted(store.enrolmentCode(id)))
            .orRefused()
            .json();
    return new HandMadeTerminal(
        new DocumentStream(
            new StoreId(grant.path("store").asText()), id, grant.path("epoch").asInt()),
        open.bearing(grant.path("credential").asText()));
  }

  /** Its stream. */
  public DocumentStream stream() {
    return stream;
  }

  /** A sale of so many pieces of one item, as the n-th document. */
  public ChainedRecord sale(long n, String reference, long units) {
    return sale(n, reference, units, 1);
  }

  /** A sale of so many pieces on each of so many lines, as the n-th document. */
  public ChainedRecord sale(long n, String reference, long units, int lines) {
    Line line =
        new Line(
            "85123A",
            "Thing 0",
            units * 1_000,
            12_500,
            units * 125,
            "STD",
            2_000,
            units * 125 - units * 125 * 100 / 120,
            true);
    Document document =
        Document.at(stream, n, DocumentType.SALE)
            .number(
                "%s-%s-25-%d-%06d".formatted(stream.store(), stream.terminal(), stream.epoch(), n))
            .series(DocumentType.SALE.toString(), n, null)
            .reference(reference)
            .businessDate("2025-11-29")
            .recordedAt("2025-11-29T10:00:00Z")
            .currency("GBP")
            .lines(Collections.nCopies(lines, line))
            .totalMinor(units * 125 * lines)
            .build();
    return new ChainedRecord(n, document.canonicalBytes());
  }

  /** Sends documents that follow this watermark; any status is an answer. */
  public HttpAnswer sends(Watermark from, ChainedRecord... documents) throws IOException {
    List<ChainedRecord> records = new ArrayList<>(List.of(documents));
    ChainedBatch batch = ChainedBatch.after(from, records, records.getLast().position());
    return store.send("POST", "/sync/v1/documents", Protocol.NDJSON, body(batch));
  }

  /** Where it stands after these documents. */
  public static Watermark after(Watermark from, ChainedRecord... documents) {
    List<ChainedRecord> records = List.of(documents);
    return ChainedBatch.after(from, records, records.getLast().position()).to();
  }

  private byte[] body(ChainedBatch batch) throws JsonProcessingException {
    StreamHeader header =
        new StreamHeader(
            Protocol.VERSION,
            stream.toString(),
            null,
            batch.from().position(),
            batch.from().hash(),
            batch.to().position(),
            batch.to().hash());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(JSON.writeValueAsBytes(header));
    body.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
    for (ChainedRecord record : batch.records()) {
      body.writeBytes(record.line());
      body.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
    }
    return body.toByteArray();
  }
}
