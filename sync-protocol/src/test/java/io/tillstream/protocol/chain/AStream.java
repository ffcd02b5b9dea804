package io.tillstream.protocol.chain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A sender's whole history, from which it can cut any batch. */
public final class AStream {

  private final List<ChainedRecord> records;
  private final List<Watermark> watermarks = new ArrayList<>(List.of(Watermark.START));

  private AStream(List<ChainedRecord> records) {
    this.records = records;
    for (ChainedRecord record : records) {
      watermarks.add(new Watermark(record.position(), head().hash().then(record.line())));
    }
  }

  /** Documents: positions without a gap. */
  static AStream ofDocuments(String... lines) {
    List<ChainedRecord> records = new ArrayList<>();
    for (String line : lines) {
      records.add(record(records.size() + 1L, line));
    }
    return new AStream(records);
  }

  /** Documents that say their position and in which history it is. */
  public static AStream ofDocuments(String history, int count) {
    String[] lines = new String[count];
    for (int i = 0; i < count; i++) {
      lines[i] = history + " " + (i + 1);
    }
    return ofDocuments(lines);
  }

  /** Facts: positions rise, with gaps where reference data changed. */
  static AStream ofFacts(Random random, int count) {
    List<ChainedRecord> records = new ArrayList<>();
    long seq = 0;
    for (int i = 0; i < count; i++) {
      seq += 1 + random.nextInt(3);
      records.add(record(seq, "fact " + seq));
    }
    return new AStream(records);
  }

  /** The same history up to a record, another one after it: a terminal restored from a copy. */
  public AStream restoredAfter(int kept, int madeSince) {
    List<ChainedRecord> other = new ArrayList<>(records.subList(0, kept));
    for (int i = 1; i <= madeSince; i++) {
      other.add(record(kept + i, "after the restore " + (kept + i)));
    }
    return new AStream(other);
  }

  /** After the last record. */
  public Watermark head() {
    return watermarks.getLast();
  }

  /** The sender's own watermark at a position, whether or not a record stands exactly there. */
  public Watermark at(long position) {
    Hash hash = Hash.START;
    for (Watermark watermark : watermarks) {
      if (watermark.position() <= position) {
        hash = watermark.hash();
      }
    }
    return new Watermark(position, hash);
  }

  /** The records with from &lt; position ≤ to. */
  public ChainedBatch cut(long from, long to) {
    return ChainedBatch.after(
        at(from),
        records.stream().filter(r -> r.position() > from && r.position() <= to).toList(),
        to);
  }

  /** All of it. */
  public List<ChainedRecord> records() {
    return records;
  }

  static ChainedRecord record(long position, String line) {
    return new ChainedRecord(position, line.getBytes(StandardCharsets.UTF_8));
  }
}
