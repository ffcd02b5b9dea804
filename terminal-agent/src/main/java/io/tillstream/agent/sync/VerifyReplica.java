package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.Digests;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.protocol.wire.Verified;
import io.tillstream.replica.CompareReplica;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares the replica with what the store's own terminal holds at the same seq, and fetches just
 * the buckets that differ. Selling and showing go on meanwhile. Thread-safe; one comparison is
 * under way at most.
 */
public final class VerifyReplica {

  private static final Logger LOG = Logger.getLogger(VerifyReplica.class);

  /** Changes may overtake an answer of the store; then it is asked again. */
  private static final int ATTEMPTS = 5;

  /** Beyond so many buckets, whatever happened to the file is no slip: it is fetched anew. */
  private static final int REPAIRED_MAX = 64;

  private final Identity identity;
  private final StoreLink link;
  private final PullChanges down;
  private final Replica replica;
  private final Contact contact;
  private final InstantSource clock;
  private final CompareJournal journal;
  private final TellFindings tell;
  private volatile Verification last;
  private volatile Told told;
  private volatile long mismatches;

  /**
   * Of this replica.
   *
   * @param epoch the terminal's present one, whose documents are compared beside it
   * @param tell is told what differs
   */
  public VerifyReplica(
      Epochs.Present epoch,
      StoreLink link,
      PullChanges down,
      Replica replica,
      Contact contact,
      TellFindings tell,
      InstantSource clock) {
    identity = epoch.identity();
    journal = new CompareJournal(identity, epoch.read(), epoch.deliveries(), link);
    this.tell = tell;
    this.link = link;
    this.down = down;
    this.replica = replica;
    this.contact = contact;
    this.clock = clock;
  }

  /** What the last comparison found; empty before the first since the program started. */
  public Optional<Verification> last() {
    return Optional.ofNullable(last);
  }

  /**
   * The last comparison that came about, for the store; empty before the first. Of a replica that
   * was begun anew since, it says that it was not compared.
   */
  public Optional<Verified> told() {
    Told now = told;
    return now == null
        ? Optional.empty()
        : Optional.of(
            new Verified(
                now.found().seq(),
                now.begun() == down.begun() ? now.found().result() : Verification.NOT_COMPARED,
                now.begun() == down.begun() ? now.found().differing() : 0,
                now.found().thorough(),
                Duration.between(now.found().at(), clock.instant()),
                now.incarnation()));
  }

  /**
   * What was found.
   *
   * @param begun how often the replica was begun anew until then
   */
  private record Told(Verification found, String incarnation, long begun) {}

  /**
   * Compares, and puts right what differs.
   *
   * @param thoroughly also reads every row, and so finds what changed in the file behind the sums
   */
  public synchronized Verification verify(boolean thoroughly) {
    String result;
    BitSet wrong = new BitSet();
    long seq = 0;
    String incarnation = null;
    try {
      Optional<Compared> compared = compare(thoroughly);
      if (compared.isEmpty()) {
        result = Verification.NOT_COMPARED;
      } else {
        wrong = compared.get().wrong();
        seq = compared.get().at().seq();
        incarnation = compared.get().at().incarnation();
        result = wrong.isEmpty() ? Verification.AGREES : repaired(compared.get());
      }
    } catch (IOException e) {
      contact.failed(e.getMessage());
      result = brokenOff(wrong);
    } catch (StorageFailure e) {
      LOG.warnf("The replica cannot be read or mended: %s", e.getMessage());
      result = brokenOff(wrong);
    }
    mismatches += wrong.cardinality();
    last =
        new Verification(clock.instant(), seq, thoroughly, result, wrong.cardinality(), mismatches);
    if (incarnation != null) {
      told = new Told(last, incarnation, down.begun());
      compareDocuments(thoroughly);
    }
    tell.step();
    return last;
  }

  private void compareDocuments(boolean thoroughly) {
    try {
      tell.found(journal.differences(thoroughly));
    } catch (IOException e) {
      contact.failed(e.getMessage());
    } catch (StorageFailure e) {
      LOG.warnf("The journal cannot be read now: %s", e.getMessage());
    }
  }

  /** What was found before it broke off is not put right. */
  private static String brokenOff(BitSet wrong) {
    return wrong.isEmpty() ? Verification.NOT_COMPARED : Verification.DIFFERS;
  }

  private record Compared(Cursor at, BitSet wrong) {}

  private Optional<Compared> compare(boolean thoroughly) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Digests> asked = digests();
      if (asked.isEmpty()) {
        return Optional.empty();
      }
      Digests theirs = asked.get();
      Cursor at = new Cursor(theirs.incarnation(), theirs.seq());
      BucketSums sums = sums(theirs);
      Optional<BitSet> wrong =
          down.at(at, () -> differs(at, sums, thoroughly)).flatMap(found -> found);
      if (wrong.isPresent()) {
        return Optional.of(new Compared(at, wrong.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<BitSet> differs(Cursor at, BucketSums theirs, boolean thoroughly) {
    CompareReplica compare = replica.compare();
    CompareReplica.Summed kept = compare.kept();
    if (!kept.at().equals(at)) {
      return Optional.empty();
    }
    BitSet wrong = kept.sums().differsFrom(theirs);
    if (thoroughly) {
      BucketSums rows = compare.fromRows().sums();
      wrong.or(rows.differsFrom(theirs));
      wrong.or(rows.differsFrom(kept.sums()));
    }
    return Optional.of(wrong);
  }

  private String repaired(Compared compared) throws IOException {
    BitSet wrong = compared.wrong();
    LOG.warnf("The reference data differs from the store's in %s", named(wrong));
    MendBuckets mend = new MendBuckets(identity, link, down, replica, contact);
    boolean isTooMuch = wrong.cardinality() > REPAIRED_MAX;
    try {
      if (isTooMuch) {
        LOG.warn("That is too much for a slip: all of it is fetched anew");
        lookBefore(mend, wrong);
        down.fetchAnew();
        return Verification.FETCHED_ANEW;
      }
      BitSet left = mend.mend(wrong);
      if (!left.isEmpty()) {
        LOG.warnf("These could not be fetched yet and are asked for again: %s", named(left));
        return Verification.DIFFERS;
      }
      LOG.warnf("Fetched again and put right: %s", named(wrong));
      return Verification.REPAIRED;
    } finally {
      tell(compared.at(), mend.rows(), isTooMuch);
    }
  }

  /** All of it is fetched anew in any case. */
  private void lookBefore(MendBuckets mend, BitSet wrong) {
    try {
      mend.look(wrong);
    } catch (IOException e) {
      contact.failed(e.getMessage());
    }
  }

  private void tell(Cursor at, List<Findings.Row> rows, boolean more) {
    if (!rows.isEmpty()) {
      List<Findings.Row> first = rows.subList(0, Math.min(rows.size(), Findings.ROWS_MAX));
      tell.found(
          new TellFindings.Rows(at, clock.instant(), first, more || rows.size() > first.size()));
      for (Findings.Row row : first) {
        LOG.warnf(
            "%s %s, %s: %s here, %s in the store",
            row.table(), row.key(), row.column(), row.terminal(), row.store());
      }
    }
  }

  /** Empty when the store has nothing that could be compared, or not now. */
  private Optional<Digests> digests() throws IOException {
    StoreAnswer answer = link.digests(identity.credential());
    if (answer.status() != 200) {
      LOG.debugf("The store does not let itself be compared: %s", answer.problemDetail());
      return Optional.empty();
    }
    Digests theirs = answer.as(Digests.class);
    if (theirs.incarnation() == null || theirs.sums() == null) {
      throw answer.notTheStores();
    }
    contact.heard(answer);
    return theirs.schema() == Replica.SCHEMA.version() ? Optional.of(theirs) : Optional.empty();
  }

  private static BucketSums sums(Digests theirs) throws IOException {
    try {
      return BucketSums.of(theirs.sums());
    } catch (IllegalArgumentException e) {
      throw new IOException("the store's sums cannot be read", e);
    }
  }

  private static String named(BitSet buckets) {
    return (buckets.cardinality() == 1 ? "bucket " : "buckets ") + list(buckets);
  }

  private static String list(BitSet buckets) {
    return buckets.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
  }
}
