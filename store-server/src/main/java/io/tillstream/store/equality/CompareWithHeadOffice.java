package io.tillstream.store.equality;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.wire.HeldBooks;
import io.tillstream.protocol.wire.HeldStreams;
import io.tillstream.store.equality.HeadOfficeProof.Compared;
import io.tillstream.store.incarnation.Life;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.uplink.HeadOfficeLine;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the store's books with head office's, at the place in the store's change log that head
 * office has reached: exactly, without a clock, and while sales go on. Thread-safe.
 */
final class CompareWithHeadOffice {

  private static final Comparator<DocumentStream> BY_NAME =
      Comparator.comparing((DocumentStream stream) -> stream.terminal().value())
          .thenComparingInt(DocumentStream::epoch);

  private final StoreId store;
  private final Writer writer;
  private final Restoration restoration;
  private final OwnStock stock;
  private final OwnStream stream;
  private final Optional<AskHeldBooks> headOffice;
  private final String whyNot;

  /**
   * Of this store's books.
   *
   * @param headOffice empty when there is none to ask
   * @param whyNot why there is none, in words
   */
  CompareWithHeadOffice(
      StoreId store,
      Writer writer,
      Restoration restoration,
      OwnStock stock,
      OwnStream stream,
      Optional<AskHeldBooks> headOffice,
      String whyNot) {
    this.store = store;
    this.writer = writer;
    this.restoration = restoration;
    this.stock = stock;
    this.stream = stream;
    this.headOffice = headOffice;
    this.whyNot = whyNot;
  }

  /**
   * Compares now.
   *
   * @param thoroughly also reads every document and every movement on both sides
   * @throws SQLException when the store's own books cannot be read
   */
  HeadOfficeProof compare(boolean thoroughly) throws SQLException {
    if (headOffice.isEmpty()) {
      return HeadOfficeProof.notCompared(Standing.NOT_CONFIGURED, whyNot);
    }
    try {
      HeldBooks held = headOffice.get().books();
      Optional<HeadOfficeProof> cannot = cannotCompare(held);
      return cannot.isPresent()
          ? cannot.get()
          : compare(headOffice.get(), held, writer.published(), thoroughly);
    } catch (HeadOfficeLine.NotThere e) {
      return HeadOfficeProof.notCompared(
          Standing.OUT_OF_REACH, "head office is of a version that cannot be compared");
    } catch (IOException e) {
      return HeadOfficeProof.notCompared(Standing.OUT_OF_REACH, e.getMessage());
    }
  }

  private Optional<HeadOfficeProof> cannotCompare(HeldBooks held) throws SQLException {
    Published own = writer.published();
    if (restoration.isToFetch()) {
      return behind(
          "the store's database was restored from a backup, and what head office gives back is"
              + " still being fetched");
    }
    if (!own.incarnation().equals(held.incarnation())) {
      return behind(
          held.incarnation() == null
              ? "head office has not heard of this store yet"
              : "head office has not heard of this life of the change log yet");
    }
    if (held.seq() <= own.seq()) {
      return Optional.empty();
    }
    // I17: a superseded process may not know yet that it is one.
    boolean othersWrite = stream.factsAfter(own.seq()) > 0 && writer.published().seq() == own.seq();
    return Optional.of(
        othersWrite
            ? HeadOfficeProof.notCompared(
                Standing.OUT_OF_REACH, "another store server writes these books now")
            : HeadOfficeProof.notCompared(
                Standing.DIFFERS,
                "head office has followed the change log to %d, and the store's ends at %d"
                    .formatted(held.seq(), own.seq())));
  }

  private static Optional<HeadOfficeProof> behind(String why) {
    return Optional.of(HeadOfficeProof.notCompared(Standing.BEHIND, why));
  }

  private HeadOfficeProof compare(
      AskHeldBooks ask, HeldBooks held, Published own, boolean thoroughly)
      throws IOException, SQLException {
    Findings findings = new Findings();
    CompareStreams streams = new CompareStreams(ask, stream, findings);
    Map<DocumentStream, Watermark> ends = ends(held, own);
    TreeMap<DocumentStream, Watermark> parted = new TreeMap<>(BY_NAME);
    boolean isAhead = false;
    for (Map.Entry<DocumentStream, Watermark> end : ends.entrySet()) {
      switch (streams.ends(end.getKey(), end.getValue(), own.of(end.getKey()), held.seq())) {
        case PART -> parted.put(end.getKey(), end.getValue());
        case AHEAD -> isAhead = true;
        case AGREE -> {
          // Nothing to find out.
        }
      }
    }
    // What head office knows from an earlier life it has booked before it meets it in this one.
    Optional<Life> life = restoration.life();
    boolean knowsMore = isAhead || life.filter(l -> held.seq() < l.formerSeq()).isPresent();
    if (knowsMore && parted.isEmpty()) {
      return HeadOfficeProof.notCompared(
          Standing.BEHIND,
          "head office knows documents of an earlier life of the change log, and has not come to"
              + " them in this one");
    }
    BucketSums sums = stock.sumsAt(held.seq());
    BitSet buckets = knowsMore ? new BitSet() : sums.differsFrom(AskHeldBooks.sums(held));
    for (Map.Entry<DocumentStream, Watermark> end : ends.entrySet()) {
      boolean isParted = parted.containsKey(end.getKey());
      if (thoroughly || isParted || !buckets.isEmpty()) {
        long heldTo = end.getValue().position();
        long to = isParted ? Math.max(heldTo, own.of(end.getKey()).position()) : heldTo;
        streams.read(end.getKey(), to, held.seq());
      }
    }
    parted.forEach((each, end) -> findings.endParted(each, end, own.of(each)));
    buckets.or(findings.buckets());
    new CompareItems(ask, stock, findings, held.incarnation()).read(buckets);
    return result(held, findings, ends, sums);
  }

  /** Where head office's chains stand; at the start of those that only the store has. */
  private Map<DocumentStream, Watermark> ends(HeldBooks held, Published own) {
    Map<DocumentStream, Watermark> ends = new TreeMap<>(BY_NAME);
    own.streams().keySet().forEach(each -> ends.put(each, Watermark.START));
    for (HeldStreams.HeldStream each : held.streams()) {
      ends.put(
          new DocumentStream(store, each.terminal(), each.epoch()),
          new Watermark(each.n(), each.hash()));
    }
    return ends;
  }

  private HeadOfficeProof result(
      HeldBooks held, Findings findings, Map<DocumentStream, Watermark> ends, BucketSums sums)
      throws SQLException {
    long behindBy = stream.factsAfter(held.seq());
    return new HeadOfficeProof(
        findings.isEmpty() ? (behindBy == 0 ? Standing.EQUAL : Standing.BEHIND) : Standing.DIFFERS,
        null,
        held.seq(),
        behindBy,
        new Compared(
            ends.size(), ends.values().stream().mapToLong(Watermark::position).sum(), sums.rows()),
        findings.documents(),
        new ExplainItems(stock).explained(findings.items()),
        findings.isMore());
  }
}
