package io.tillstream.endtoend.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A terminal that only uploads: its batches are made beforehand, so that what is measured is the
 * store. One thread at a time.
 */
final class BulkTerminal {

  private static final int ITEMS = 1_000;

  private final DocumentStream stream;
  private final HttpPeer store;
  private Watermark made = Watermark.START;
  private final List<byte[]> waiting = new ArrayList<>();

  private BulkTerminal(DocumentStream stream, HttpPeer store) {
    this.stream = stream;
    this.store = store;
  }

  /** Enrols at the store. */
  static BulkTerminal at(Store store, TerminalId id) throws IOException {
    HttpPeer open = HttpPeer.at(store.admin().port());
    JsonNode grant =
        open.post(
                "/sync/v1/enrolment",
                "{\"protocol\":%d,\"code\":\"%s\",\"agentVersion\":\"bench\"}"
                    .formatted(Protocol.VERSION, store.enrolmentCode(id)))
            .orRefused()
            .json();
    return new BulkTerminal(
        new DocumentStream(
            new StoreId(grant.path("store").asText()), id, grant.path("epoch").asInt()),
        open.bearing(grant.path("credential").asText()));
  }

  /** The items it sells, as a catalogue file. */
  static byte[] catalogue() {
    StringBuilder csv = new StringBuilder("item,description,price,tax_code,tax_rate\n");
    for (int i = 0; i < ITEMS; i++) {
      csv.append(item(i)).append(",Measured item ").append(i).append(",1.25,STD,20\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Makes sales and the batches that carry them. */
  void make(int sales, int lines, int perBatch) throws IOException {
    for (int left = sales; left > 0; left -= perBatch) {
      List<ChainedRecord> records = new ArrayList<>();
      long n = made.position();
      for (int i = 0; i < Math.min(left, perBatch); i++) {
        n++;
        records.add(new ChainedRecord(n, sale(n, lines).canonicalBytes()));
      }
      ChainedBatch batch = ChainedBatch.after(made, records, n);
      waiting.add(body(batch));
      made = batch.to();
    }
  }

  /** Sends what was made, batch after batch, and waits for each answer. */
  void send() throws IOException {
    for (byte[] body : waiting) {
      HttpAnswer answer =
          store.send("POST", "/sync/v1/documents", Protocol.NDJSON, body, "Content-Encoding: gzip");
      if (!"APPLIED".equals(answer.orRefused().json().path("outcome").asText())) {
        throw new IOException("the store did not take in a batch: " + answer.beginning());
      }
    }
    waiting.clear();
  }

  private Document sale(long n, int lines) {
    List<Line> sold = new ArrayList<>(lines);
    for (int i = 0; i < lines; i++) {
      int which = (int) ((n * 31 + i * 17L) % ITEMS);
      sold.add(
          new Line(
              item(which), "Measured item " + which, 2_000, 12_500, 250, "STD", 2_000, 42L, true));
    }
    return Document.at(stream, n, DocumentType.SALE)
        .number("%s-%s-25-%d-%06d".formatted(stream.store(), stream.terminal(), stream.epoch(), n))
        .series("sale", n, 2025)
        .reference("R" + n)
        .businessDate("2025-11-29")
        .recordedAt("2025-11-29T10:00:00Z")
        .currency("GBP")
        .lines(sold)
        .totalMinor(lines * 250L)
        .build();
  }

  private static String item(int i) {
    return "M%04d".formatted(i);
  }

  private byte[] body(ChainedBatch batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try (OutputStream out = new GZIPOutputStream(bytes, 8192)) {
      String header =
          new CanonicalJson(256)
              .open('{')
              .field("protocol", Protocol.VERSION)
              .field("stream", stream.toString())
              .field("from", batch.from().position())
              .field("previousHash", batch.from().hash().toString())
              .field("to", batch.to().position())
              .field("hash", batch.to().hash().toString())
              .close('}')
              .toString();
      out.write(header.getBytes(StandardCharsets.UTF_8));
      for (ChainedRecord record : batch.records()) {
        out.write('\n');
        out.write(record.line());
      }
      out.write('\n');
    }
    return bytes.toByteArray();
  }
}
