package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.crowd.BareTerminal;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
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

  private final BareTerminal terminal;
  private final HttpPeer store;
  private Watermark made = Watermark.START;
  private final List<byte[]> waiting = new ArrayList<>();

  private BulkTerminal(BareTerminal terminal) {
    this.terminal = terminal;
    store = terminal.store();
  }

  /** Enrols at the store. */
  static BulkTerminal at(Store store, TerminalId id) throws IOException {
    return new BulkTerminal(BareTerminal.at(store, id, Protocol.VERSION));
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
      waiting.add(gzipped(terminal.upload(batch)));
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
    return terminal.sale(n).series("sale", n, 2025).lines(sold).totalMinor(lines * 250L).build();
  }

  private static String item(int i) {
    return "M%04d".formatted(i);
  }

  private static byte[] gzipped(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try (OutputStream out = new GZIPOutputStream(bytes, 8192)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }
}
