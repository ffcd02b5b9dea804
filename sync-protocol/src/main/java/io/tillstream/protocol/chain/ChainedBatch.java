package io.tillstream.protocol.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive records of a stream, with the hashes at both ends. Immutable once built; safe to hand
 * to another thread.
 *
 * @param from the watermark before the first record (exclusive)
 * @param records in rising order of position
 * @param to the watermark after the last; its position may lie beyond the last record's where
 *     positions have gaps
 */
public record ChainedBatch(Watermark from, List<ChainedRecord> records, Watermark to) {

  /** Copies the list. */
  public ChainedBatch {
    records = List.copyOf(records);
  }

  /** What a sender makes: the records after {@code from}, hashed. */
  public static ChainedBatch after(Watermark from, List<ChainedRecord> records, long toPosition) {
    Hash hash = from.hash();
    for (ChainedRecord record : records) {
      hash = hash.then(record.line());
    }
    return new ChainedBatch(from, records, new Watermark(toPosition, hash));
  }

  /**
   * What is wrong with a batch by itself, before it is compared with what the receiver holds:
   * positions out of order or outside the range, or lines that do not add up to the stated hash.
   *
   * @return empty when the batch is sound, else the fault in words
   */
  public Optional<String> fault() {
    return fault(hashes());
  }

  private Optional<String> fault(List<Hash> hashes) {
    if (from.position() < 0) {
      return Optional.of("positions count from 0, not " + from.position());
    }
    if (from.position() == 0 && !from.equals(Watermark.START)) {
      return Optional.of("a stream begins with a hash of zeros");
    }
    long last = from.position();
    for (ChainedRecord record : records) {
      if (record.position() <= last || record.position() > to.position()) {
        return Optional.of(
            "position " + record.position() + " stands between " + last + " and " + to.position());
      }
      last = record.position();
    }
    if (to.position() < from.position()) {
      return Optional.of("the batch ends before it begins");
    }
    Hash reached = hashes.isEmpty() ? from.hash() : hashes.getLast();
    return reached.equals(to.hash())
        ? Optional.empty()
        : Optional.of("the records do not add up to the stated hash");
  }

  /**
   * What is wrong with a batch of documents: as {@link #fault()}, and besides n counts without a
   * gap, so that a watermark never passes a document that is not there (I2).
   *
   * @return empty when the batch is sound, else the fault in words
   */
  public Optional<String> faultOfDocuments() {
    return faultOfDocuments(hashes());
  }

  /**
   * The same, for a receiver that has hashed the batch already.
   *
   * @param hashes from {@link #hashes()}
   */
  public Optional<String> faultOfDocuments(List<Hash> hashes) {
    long span = to.position() - from.position();
    return span == records.size()
        ? fault(hashes)
        : Optional.of(
            "from "
                + from.position()
                + " to "
                + to.position()
                + " are not "
                + records.size()
                + " documents");
  }

  /** The chain after each record, in order: what a receiver stores beside each document. */
  public List<Hash> hashes() {
    List<Hash> hashes = new ArrayList<>(records.size());
    Hash hash = from.hash();
    for (ChainedRecord record : records) {
      hash = hash.then(record.line());
      hashes.add(hash);
    }
    return List.copyOf(hashes);
  }
}
