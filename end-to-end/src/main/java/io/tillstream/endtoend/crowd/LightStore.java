package io.tillstream.endtoend.crowd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * A store without a program: one till, whose sales become facts and envelopes as a store server
 * makes them. Not thread-safe.
 */
public final class LightStore {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int ITEMS = 150;

  private final StoreId id;
  private final String incarnation;
  private final DocumentStream till;
  private Hash tillHash = Hash.START;
  private long n;
  private Watermark head = Watermark.START;

  /**
   * Nothing was sold there yet.
   *
   * @param incarnation names the life of its log
   */
  public LightStore(StoreId id, String incarnation) {
    this.id = id;
    this.incarnation = incarnation;
    till = new DocumentStream(id, new TerminalId("T1"), 1);
  }

  /** Which store. */
  public StoreId id() {
    return id;
  }

  /** Where its log stands. */
  public Watermark head() {
    return head;
  }

  /** Sells one piece so many times, in one envelope that follows the one before. */
  public byte[] sells(int times) {
    return envelopeOf(Collections.nCopies(times, List.of(line("85123A"))));
  }

  /**
   * Sells goods so many times, each time other ones out of a hundred and fifty, in one envelope
   * that follows the one before.
   *
   * @param lines of each sale
   */
  public byte[] sellsGoods(int times, int lines) {
    List<List<Line>> sales = new ArrayList<>(times);
    for (int i = 1; i <= times; i++) {
      List<Line> sold = new ArrayList<>(lines);
      for (int line = 0; line < lines; line++) {
        sold.add(line("M%04d".formatted((int) (((n + i) * lines + line) % ITEMS))));
      }
      sales.add(sold);
    }
    return envelopeOf(sales);
  }

  private byte[] envelopeOf(List<List<Line>> sales) {
    List<ChainedRecord> facts = new ArrayList<>(sales.size());
    for (List<Line> lines : sales) {
      byte[] sale = sale(lines);
      tillHash = tillHash.then(sale);
      long seq = head.position() + facts.size() + 1;
      facts.add(
          new ChainedRecord(
              seq,
              FactRecord.received(
                  seq, Verdict.ACCEPTED, null, null, new TreeMap<>(), tillHash, sale)));
    }
    ChainedBatch batch = ChainedBatch.after(head, facts, head.position() + facts.size());
    head = batch.to();
    return envelope(batch);
  }

  /** Says something that no head office understands, in an envelope that follows the one before. */
  public byte[] saysARiddle() {
    long seq = head.position() + 1;
    byte[] line =
        "{\"seq\":%d,\"kind\":\"riddle\"}".formatted(seq).getBytes(StandardCharsets.UTF_8);
    ChainedBatch batch = ChainedBatch.after(head, List.of(new ChainedRecord(seq, line)), seq);
    head = batch.to();
    return envelope(batch);
  }

  private static Line line(String item) {
    return new Line(item, "Thing", 1_000, 12_500, 125, null, null, null, true);
  }

  private byte[] sale(List<Line> lines) {
    n++;
    return Document.at(till, n, DocumentType.SALE)
        .number("%s-T1-1-%06d".formatted(id, n))
        .series(DocumentType.SALE.toString(), n, null)
        .reference("R" + n)
        .businessDate("2025-11-29")
        .recordedAt("2025-11-29T10:42:00.123Z")
        .currency("GBP")
        .lines(lines)
        .totalMinor(125L * lines.size())
        .build()
        .canonicalBytes();
  }

  private byte[] envelope(ChainedBatch batch) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    StreamHeader header =
        new StreamHeader(Protocol.VERSION, id.value(), incarnation, batch.from(), batch.to());
    try {
      body.writeBytes(JSON.writeValueAsBytes(header.sealed()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a header cannot be written", e);
    }
    for (ChainedRecord fact : batch.records()) {
      body.write('\n');
      body.writeBytes(fact.line());
    }
    return body.toByteArray();
  }
}
