package io.tillstream.endtoend.crowd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The chained documents of one light terminal, and how far the store has them. Not thread-safe. */
final class LightJournal {

  /** Every store accepts it. */
  private static final int PROTOCOL = 1;

  /** The form of a document that all versions read. */
  private static final int DOCUMENT_FORM = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DocumentStream stream;
  private final String currency;
  private final List<ChainedRecord> pending = new ArrayList<>();
  private Watermark acknowledged = Watermark.START;
  private Watermark head = Watermark.START;

  LightJournal(DocumentStream stream, String currency) {
    this.stream = stream;
    this.currency = currency;
  }

  /** Sells one piece of an item. */
  void sell(String item) {
    long n = head.position() + 1;
    Line line = new Line(item, "Thing", 1_000, 12_500, 125, null, null, null, true);
    Document document =
        Document.at(stream, n, DocumentType.SALE)
            .version(DOCUMENT_FORM)
            .number(
                "%s-%s-25-%d-%06d".formatted(stream.store(), stream.terminal(), stream.epoch(), n))
            .reference("L" + n)
            .businessDate("2025-11-29")
            .recordedAt("2025-11-29T10:00:00Z")
            .currency(currency)
            .lines(List.of(line))
            .totalMinor(125)
            .build();
    ChainedRecord record = new ChainedRecord(n, document.canonicalBytes());
    head = ChainedBatch.after(head, List.of(record), n).to();
    pending.add(record);
  }

  DocumentStream stream() {
    return stream;
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
    ChainedBatch batch = ChainedBatch.after(acknowledged, pending, head.position());
    StreamHeader header =
        new StreamHeader(
            PROTOCOL,
            stream.toString(),
            null,
            batch.from().position(),
            batch.from().hash(),
            batch.to().position(),
            batch.to().hash());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
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
