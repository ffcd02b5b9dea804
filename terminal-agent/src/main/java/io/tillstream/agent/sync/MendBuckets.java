package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.Buckets;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.replica.CompareReplica.Difference;
import io.tillstream.replica.Replica;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fetches the rows of buckets that differ, notes in what, and puts them in the place of what is
 * here. One comparison, one thread.
 */
final class MendBuckets {

  // Changes may overtake an answer of the store; then it is asked again.
  private static final int ATTEMPTS = 5;

  private final Identity identity;
  private final StoreLink link;
  private final PullChanges down;
  private final Replica replica;
  private final Contact contact;
  private final List<Findings.Row> rows = new ArrayList<>();

  MendBuckets(
      Identity identity, StoreLink link, PullChanges down, Replica replica, Contact contact) {
    this.identity = identity;
    this.link = link;
    this.down = down;
    this.replica = replica;
    this.contact = contact;
  }

  /** What the first rows held before they were mended, one more than is told at most. */
  List<Findings.Row> rows() {
    return List.copyOf(rows);
  }

  /**
   * Puts them right.
   *
   * @return those that could not be fetched yet
   */
  BitSet mend(BitSet wrong) throws IOException {
    BitSet left = (BitSet) wrong.clone();
    while (!left.isEmpty()) {
      BitSet some = first(left);
      if (!fetch(some, true)) {
        break;
      }
      left.andNot(some);
    }
    return left;
  }

  /** Only notes in what the first of them differ. */
  void look(BitSet wrong) throws IOException {
    fetch(first(wrong), false);
  }

  private static BitSet first(BitSet buckets) {
    return buckets.stream().limit(Buckets.ASKED_MAX).collect(BitSet::new, BitSet::set, BitSet::or);
  }

  /** Takes the rows of some buckets at the store's seq; false when changes kept overtaking them. */
  private boolean fetch(BitSet some, boolean mends) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StoreAnswer answer = link.buckets(identity.credential(), list(some));
      if (answer.status() != 200) {
        contact.failed("the store answered a request for rows with " + answer.problemDetail());
        return false;
      }
      Buckets buckets = answer.as(Buckets.class);
      if (buckets.incarnation() == null || buckets.tables() == null) {
        throw answer.notTheStores();
      }
      contact.heard(answer);
      boolean taken =
          buckets.schema() == Replica.SCHEMA.version()
              && down.at(
                      new Cursor(buckets.incarnation(), buckets.seq()),
                      () -> {
                        note(some, buckets); // before it is gone
                        if (mends) {
                          replica.replaceBuckets(some, buckets.tables());
                        }
                        return true;
                      })
                  .isPresent();
      if (taken) {
        return true;
      }
    }
    return false;
  }

  private void note(BitSet some, Buckets theirs) {
    int room = Findings.ROWS_MAX + 1 - rows.size();
    for (Difference each : replica.compare().differences(some, theirs.tables(), room)) {
      rows.add(
          new Findings.Row(
              each.table(), cut(each.key()), each.column(), cut(each.here()), cut(each.there())));
    }
  }

  private static String cut(String text) {
    return text == null || text.length() <= Findings.TEXT_LENGTH_MAX
        ? text
        : text.substring(0, Findings.TEXT_LENGTH_MAX - 1) + "…";
  }

  private static String list(BitSet buckets) {
    return buckets.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
  }
}
