package io.tillstream.store.equality;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.equality.AuditBlock;
import io.tillstream.protocol.equality.AuditStream;
import io.tillstream.protocol.equality.AuditedDocument;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.HeldBlocks;
import io.tillstream.store.equality.HeadOfficeProof.DocumentDifference;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares documents with head office's. Head office is always asked first and the store's own rows
 * are read after it: what it has was in the store before. One comparison, one thread.
 */
final class CompareStreams {

  private static final long BLOCKS = (long) HeldBlocks.BLOCKS_MAX * AuditStream.BLOCK;

  private final AskHeldBooks headOffice;
  private final OwnStream own;
  private final CompareBookings bookings;
  private final Findings findings;

  CompareStreams(AskHeldBooks headOffice, OwnStream own, Findings findings) {
    this.headOffice = headOffice;
    this.own = own;
    this.findings = findings;
    bookings = new CompareBookings(headOffice, own, findings);
  }

  /** What the ends of a stream on both sides say. */
  enum Ends {
    /** The same at the place where head office stands. */
    AGREE,
    /** Head office knows documents that come later in this life of the log. */
    AHEAD,
    /** Something is missing or another one. */
    PART
  }

  /**
   * Compares the end that head office holds with the store's books at a seq.
   *
   * @param held where head office's chain stands
   * @param standing where the store's stands now
   * @param seq up to which head office has followed
   */
  Ends ends(DocumentStream stream, Watermark held, Watermark standing, long seq)
      throws SQLException {
    boolean heldHere = held.position() == 0;
    boolean isAhead = false;
    for (OwnStream.Place place : own.places(stream, held.position() - 1, held.position() + 1)) {
      if (place.n() == held.position()) {
        heldHere = place.hash().equals(held.hash());
        isAhead = place.seq() > seq;
      } else if (place.n() > held.position() && place.seq() <= seq) {
        return Ends.PART;
      }
    }
    if (!heldHere
        || standing.position() < held.position()
        || (standing.position() == held.position() && !standing.hash().equals(held.hash()))) {
      return Ends.PART;
    }
    return isAhead ? Ends.AHEAD : Ends.AGREE;
  }

  /**
   * Reads all documents of a stream on both sides, and names those that differ.
   *
   * @param to the last place looked at
   * @param seq what came into the store's log after it head office need not have
   */
  void read(DocumentStream stream, long to, long seq) throws IOException, SQLException {
    long after = 0;
    while (after < to) {
      HeldBlocks theirs = headOffice.blocks(stream, after, Math.min(to, after + BLOCKS));
      long end = theirs.to();
      if (end > to || (end < to && end % AuditStream.BLOCK != 0)) {
        throw new IOException("head office has looked at other documents than it was asked for");
      }
      for (long block : suspect(theirs.blocks(), own.blocks(stream, after, end), after, end)) {
        if (findings.isFull()) {
          findings.more();
          return;
        }
        long from = block * AuditStream.BLOCK;
        block(stream, from, Math.min(to, from + AuditStream.BLOCK), seq);
      }
      after = end;
    }
  }

  /** Blocks that differ, and those that neither side holds whole. */
  private static List<Long> suspect(
      List<AuditBlock> theirs, List<AuditBlock> ours, long after, long end) {
    Map<Long, AuditBlock> there = byNumber(theirs);
    Map<Long, AuditBlock> here = byNumber(ours);
    List<Long> suspect = new ArrayList<>();
    for (long block = AuditStream.blockOf(after + 1); block <= AuditStream.blockOf(end); block++) {
      long from = block * AuditStream.BLOCK;
      long whole = Math.min(end, from + AuditStream.BLOCK) - from;
      AuditBlock held = here.get(block);
      if (held == null || held.documents() != whole || !held.equals(there.get(block))) {
        suspect.add(block);
      }
    }
    return suspect;
  }

  private static Map<Long, AuditBlock> byNumber(List<AuditBlock> blocks) {
    Map<Long, AuditBlock> byNumber = new HashMap<>();
    blocks.forEach(block -> byNumber.put(block.block(), block));
    return byNumber;
  }

  private void block(DocumentStream stream, long after, long to, long seq)
      throws IOException, SQLException {
    Map<Long, AuditedDocument> theirs = new HashMap<>();
    headOffice.block(stream, after, to).documents().forEach(each -> theirs.put(each.n(), each));
    Map<Long, AuditedDocument> ours = new HashMap<>();
    own.documents(stream, after, to).forEach(each -> ours.put(each.n(), each));
    Set<Long> parted = new HashSet<>();
    for (long n = after + 1; n <= to; n++) {
      AuditedDocument here = ours.get(n);
      AuditedDocument there = theirs.get(n);
      if (findings.isFull()) {
        findings.more();
        return;
      }
      DocumentKey key = stream.at(n);
      String wrong = wrong(here, there, parted.contains(n - 1));
      if (here == null || there == null || !here.hash().equals(there.hash())) {
        parted.add(n);
      }
      if (there == null && cameAfter(key, seq)) {
        continue;
      }
      if (wrong != null) {
        findings.document(
            new DocumentDifference(
                key.toString(), number(here, there), hash(here), hash(there), wrong));
      }
      if ((here == null) != (there == null)
          || (here != null && !same(here.moved(), there.moved()))) {
        bookings.read(key, here, there);
      }
    }
  }

  /** What is wrong with a document, in words; null when nothing is. */
  private static String wrong(AuditedDocument here, AuditedDocument there, boolean isBehindOne) {
    if (here == null) {
      return there == null ? "missing in the store and at head office" : "missing in the store";
    }
    if (there == null) {
      return "missing at head office";
    }
    if (!here.hash().equals(there.hash())) {
      return "another document, or another history before it";
    }
    if (isBehindOne || (here.sound() && there.sound())) {
      return null; // its hash follows from what was said of the one before
    }
    return there.sound()
        ? "its bytes in the store do not make its hash"
        : here.sound()
            ? "its bytes at head office do not make its hash"
            : "its bytes do not make its hash, neither in the store nor at head office";
  }

  private boolean cameAfter(DocumentKey key, long seq) throws SQLException {
    return own.place(key).filter(place -> place.seq() > seq).isPresent();
  }

  private static boolean same(String one, String other) {
    return one == null ? other == null : one.equals(other);
  }

  private static String number(AuditedDocument here, AuditedDocument there) {
    return here != null ? here.number() : there != null ? there.number() : null;
  }

  private static Hash hash(AuditedDocument document) {
    return document == null ? null : document.hash();
  }
}
