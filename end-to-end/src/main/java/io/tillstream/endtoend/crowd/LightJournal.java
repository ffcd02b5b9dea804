package io.tillstream.endtoend.crowd;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import java.util.ArrayList;
import java.util.List;

/** The chained documents of one light terminal, and how far the store has them. Not thread-safe. */
final class LightJournal {

  /** The form of a document that all versions read. */
  private static final int DOCUMENT_FORM = 1;

  private final BareTerminal terminal;
  private final List<ChainedRecord> pending = new ArrayList<>();
  private Watermark acknowledged = Watermark.START;
  private Watermark head = Watermark.START;

  LightJournal(BareTerminal terminal) {
    this.terminal = terminal;
  }

  /** Sells one piece of an item. */
  void sell(String item) {
    long n = head.position() + 1;
    Line line = new Line(item, "Thing", 1_000, 12_500, 125, null, null, null, true);
    Document document =
        terminal.sale(n).version(DOCUMENT_FORM).lines(List.of(line)).totalMinor(125).build();
    ChainedRecord record = new ChainedRecord(n, document.canonicalBytes());
    head = ChainedBatch.after(head, List.of(record), n).to();
    pending.add(record);
  }

  Watermark head() {
    return head;
  }

  int pending() {
    return pending.size();
  }

  /** The store has everything up to here. */
  void acknowledge(long n) {
    pending.removeIf(record -> record.position() <= n);
    if (n == head.position()) {
      acknowledged = head;
    }
  }

  /** An upload of all that is pending. */
  byte[] batch() {
    return terminal.upload(ChainedBatch.after(acknowledged, pending, head.position()));
  }
}
