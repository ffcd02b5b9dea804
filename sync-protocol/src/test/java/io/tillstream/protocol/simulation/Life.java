package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One life of a journal: its documents since the purge, and how far they have come. */
final class Life {

  private final DocumentStream stream;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<DocumentType, Long> counters = new EnumMap<>(DocumentType.class);
  private Watermark purged = Watermark.START;
  private Watermark acknowledged = Watermark.START;
  private long headOffice;
  private long displacedAfter = Long.MAX_VALUE;

  Life(DocumentStream stream) {
    this.stream = stream;
  }

  Life copy() {
    Life copy = new Life(stream);
    copy.entries.addAll(entries);
    copy.counters.putAll(counters);
    copy.purged = purged;
    copy.acknowledged = acknowledged;
    copy.headOffice = headOffice;
    copy.displacedAfter = displacedAfter;
    return copy;
  }

  DocumentStream stream() {
    return stream;
  }

  List<Entry> entries() {
    return entries;
  }

  long nextCounter(DocumentType type) {
    return counters.getOrDefault(type, 0L) + 1;
  }

  void add(Entry entry, DocumentType type, long counter) {
    entries.add(entry);
    counters.put(type, counter);
  }

  /** The mistake: a number is taken before its document is there. */
  void takeNumber(DocumentType type, long counter) {
    counters.put(type, counter);
  }

  /** How many numbers its series have given out. */
  long numbersTaken() {
    return counters.values().stream().mapToLong(Long::longValue).sum();
  }

  Watermark head() {
    return entries.isEmpty()
        ? purged
        : new Watermark(entries.getLast().n(), entries.getLast().hash());
  }

  Watermark purged() {
    return purged;
  }

  Watermark acknowledged() {
    return acknowledged;
  }

  void acknowledge(Watermark held) {
    acknowledged = held;
  }

  long headOffice() {
    return headOffice;
  }

  void headOfficeHolds(long n) {
    headOffice = Math.max(headOffice, n);
  }

  /** The documents after n are displaced by another history, and made anew in a later life. */
  void settle(long n) {
    displacedAfter = Math.min(displacedAfter, n);
    acknowledged = ownAt(new Watermark(displacedAfter, acknowledged.hash()));
  }

  boolean isSettled() {
    return displacedAfter != Long.MAX_VALUE;
  }

  boolean isDisplaced(Entry entry) {
    return entry.n() > displacedAfter;
  }

  boolean isPending() {
    return acknowledged.position() < Math.min(displacedAfter, head().position());
  }

  /** Removes the documents up to n. */
  void purge(long n) {
    while (!entries.isEmpty() && entries.getFirst().n() <= n) {
      Entry gone = entries.removeFirst();
      purged = new Watermark(gone.n(), gone.hash());
    }
  }

  Optional<Hash> hashAt(long n) {
    if (n == purged.position()) {
      return Optional.of(purged.hash());
    }
    int index = (int) (n - purged.position() - 1);
    return index < 0 || index >= entries.size()
        ? Optional.empty()
        : Optional.of(entries.get(index).hash());
  }

  /** Its own watermark where a receiver stands, or its head when that is beyond. */
  Watermark ownAt(Watermark standing) {
    if (standing.position() >= head().position()) {
      return head();
    }
    return new Watermark(standing.position(), hashAt(standing.position()).orElse(standing.hash()));
  }

  /** The documents after a position, some of them. */
  ChainedBatch cut(Watermark after, int documentsMax) {
    int from = (int) (Math.max(after.position(), purged.position()) - purged.position());
    long valid = Math.min(entries.size(), displacedAfter - purged.position());
    int to = (int) Math.max(from, Math.min(valid, from + documentsMax));
    List<ChainedRecord> records =
        entries.subList(from, to).stream().map(e -> new ChainedRecord(e.n(), e.line())).toList();
    long start = purged.position() + from;
    return ChainedBatch.after(
        new Watermark(start, hashAt(start).orElseThrow()), records, start + records.size());
  }
}
