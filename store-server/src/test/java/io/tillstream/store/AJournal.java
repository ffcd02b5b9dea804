package io.tillstream.store;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentBuilder;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a terminal has recorded so far: documents, chained. */
public final class AJournal {

  private final DocumentStream stream;
  private final List<byte[]> bodies = new ArrayList<>();
  private final List<Hash> hashes = new ArrayList<>(List.of(Hash.START));

  public AJournal(DocumentStream stream) {
    this.stream = stream;
  }

  public static AJournal of(String terminal) {
    return new AJournal(new DocumentStream(new StoreId("S1"), new TerminalId(terminal), 1));
  }

  /** A copy that goes its own way from here. */
  public AJournal copiedAfter(int n) {
    AJournal copy = new AJournal(stream);
    for (int i = 0; i < n; i++) {
      copy.append(bodies.get(i));
    }
    return copy;
  }

  public DocumentStream stream() {
    return stream;
  }

  public int size() {
    return bodies.size();
  }

  public byte[] body(int n) {
    return bodies.get(n - 1);
  }

  public Hash hash(int n) {
    return hashes.get(n);
  }

  /** Where it stands after a document, as it is written in requests. */
  public Map<String, ?> place(int n) {
    return Map.of("position", n, "hash", hash(n).toString());
  }

  /** Records a sale of some units of items that the terminal knows. */
  public AJournal sells(int units, String... items) {
    return records(DocumentType.SALE, units, true, items);
  }

  /** Records a sale of items that the terminal does not know. */
  public AJournal sellsUnknown(int units, String... items) {
    return records(DocumentType.SALE, units, null, items);
  }

  /** Records a sale, or a return, of one piece with its serial number. */
  public AJournal ofSerial(DocumentType type, String item, String serial) {
    Line piece = new Line(item, null, 1_000, 25_500, 255, null, null, null, true, null, serial);
    return append(document(type, List.of(piece)).canonicalBytes());
  }

  public AJournal records(DocumentType type, int units, Boolean movesStock, String... items) {
    List<Line> lines = new ArrayList<>();
    for (String item : items) {
      lines.add(
          new Line(item, null, units * 1_000L, 25_500, units * 255L, null, null, null, movesStock));
    }
    return append(document(type, lines).canonicalBytes());
  }

  /** The next document, before it is recorded. */
  public Document document(DocumentType type, List<Line> lines) {
    return document(type, lines, next -> next);
  }

  /** The next document, saying more. */
  public Document document(
      DocumentType type, List<Line> lines, UnaryOperator<DocumentBuilder> says) {
    long n = size() + 1L;
    DocumentBuilder next = Document.at(stream, n, type).reference("R" + n);
    return says.apply(next)
        .number(stream + "-" + n)
        .series(type.toString(), n, null)
        .businessDate("2026-11-20")
        .recordedAt("2026-11-20T10:42:00.123Z")
        .currency("GBP")
        .lines(lines)
        .totalMinor(
            (type == DocumentType.RETURN ? -1 : 1)
                * lines.stream().mapToLong(Line::totalMinor).sum())
        .build();
  }

  /** Records these very bytes. */
  public AJournal append(byte[] body) {
    bodies.add(body);
    hashes.add(hashes.getLast().then(body));
    return this;
  }

  public ChainedBatch batch(int from, int to) {
    List<ChainedRecord> records = new ArrayList<>();
    for (int n = from + 1; n <= to; n++) {
      records.add(new ChainedRecord(n, body(n)));
    }
    return ChainedBatch.after(watermark(from), records, to);
  }

  /** Where the journal stood after n documents. */
  public Watermark watermark(int n) {
    return new Watermark(n, hash(n));
  }

  public StreamHeader header(int from, int to) {
    return new StreamHeader(
        Protocol.VERSION, stream.toString(), null, watermark(from), watermark(to));
  }

  /** An upload as it travels, not compressed. */
  public byte[] upload(int from, int to) {
    return upload(header(from, to), bodies.subList(from, to));
  }

  public static byte[] upload(StreamHeader header, List<byte[]> bodies) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String first =
        "{\"protocol\":%d,\"stream\":\"%s\",\"from\":%d,\"previousHash\":\"%s\",\"to\":%d,\"hash\":\"%s\"}"
            .formatted(
                header.protocol(),
                header.stream(),
                header.from(),
                header.previousHash(),
                header.to(),
                header.hash());
    bytes.writeBytes(first.getBytes(StandardCharsets.UTF_8));
    for (byte[] body : bodies) {
      bytes.write('\n');
      bytes.writeBytes(body);
    }
    return bytes.toByteArray();
  }
}
