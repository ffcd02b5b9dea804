package io.tillstream.endtoend.shop;

import io.tillstream.endtoend.crowd.BareTerminal;
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
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A terminal without an agent, which speaks the protocol by hand and so can say what no agent
 * would.
 */
public final class HandMadeTerminal {

  private final BareTerminal terminal;
  private final HttpPeer store;

  private HandMadeTerminal(BareTerminal terminal) {
    this.terminal = terminal;
    store = terminal.store();
  }

  /** Enrols at the store. */
  public static HandMadeTerminal at(Store store, String name) throws IOException {
    return new HandMadeTerminal(BareTerminal.at(store, new TerminalId(name), Protocol.VERSION));
  }

  /** Its stream. */
  public DocumentStream stream() {
    return terminal.stream();
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
        terminal
            .sale(n)
            .series(DocumentType.SALE.toString(), n, null)
            .reference(reference)
            .lines(Collections.nCopies(lines, line))
            .totalMinor(units * 125 * lines)
            .build();
    return new ChainedRecord(n, document.canonicalBytes());
  }

  /** Sends documents that follow this watermark; any status is an answer. */
  public HttpAnswer sends(Watermark from, ChainedRecord... documents) throws IOException {
    List<ChainedRecord> records = new ArrayList<>(List.of(documents));
    ChainedBatch batch = ChainedBatch.after(from, records, records.getLast().position());
    return store.send("POST", "/sync/v1/documents", Protocol.NDJSON, terminal.upload(batch));
  }

  /** Where it stands after these documents. */
  public static Watermark after(Watermark from, ChainedRecord... documents) {
    List<ChainedRecord> records = List.of(documents);
    return ChainedBatch.after(from, records, records.getLast().position()).to();
  }
}
