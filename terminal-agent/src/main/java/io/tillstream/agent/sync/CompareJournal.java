package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.protocol.wire.HeldHashesAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares the documents of the terminal's epoch with those that the store holds, by their chain
 * hashes: names those that one side lacks, and where the chains part. What the terminal has deleted
 * because head office holds it is not compared. Changes nothing.
 */
final class CompareJournal {

  private final Identity identity;
  private final ReadJournal read;
  private final Deliveries deliveries;
  private final StoreLink link;

  CompareJournal(Identity identity, ReadJournal read, Deliveries deliveries, StoreLink link) {
    this.identity = identity;
    this.read = read;
    this.deliveries = deliveries;
    this.link = link;
  }

  /**
   * The first documents that differ.
   *
   * @param all also looks at each one when the ends are the same
   * @throws IOException when the store cannot be asked
   */
  List<Findings.Document> differences(boolean all) throws IOException {
    if (!all && endsAgree()) {
      return List.of();
    }
    List<Findings.Document> found = look();
    if (!found.isEmpty()) {
      found.retainAll(look()); // a difference is there twice; what was under way is not
    }
    return found.stream()
        .sorted(Comparator.comparingLong(Findings.Document::n))
        .limit(Findings.DOCUMENTS_MAX)
        .toList();
  }

  /** Whether the last document that the store has confirmed is its last, and the same. */
  private boolean endsAgree() throws IOException {
    Watermark confirmed = deliveries.standing().store();
    List<HeldHashesAnswer.At> held = heldAfter(Math.max(0, confirmed.position() - 1));
    if (confirmed.position() == 0) {
      return held.isEmpty();
    }
    return held.size() == 1
        && held.getFirst().n() == confirmed.position()
        && held.getFirst().hash().equals(confirmed.hash())
        && read.hashAt(confirmed.position()).filter(confirmed.hash()::equals).isPresent();
  }

  private List<Findings.Document> look() throws IOException {
    // Before the store is asked: what it has confirmed it must hold.
    long confirmed = deliveries.standing().store().position();
    List<Findings.Document> found = new ArrayList<>();
    boolean parted = false;
    long after = read.purged().position();
    List<HeldHashesAnswer.At> held;
    do {
      held = heldAfter(after);
      long to = held.isEmpty() ? Math.max(after, confirmed) : held.getLast().n();
      // After it answered: what it holds was made here before.
      Map<Long, ReadJournal.Place> ours = new HashMap<>();
      read.places(after, to).forEach(place -> ours.put(place.n(), place));
      Map<Long, HeldHashesAnswer.At> theirs = new HashMap<>();
      held.forEach(at -> theirs.put(at.n(), at));
      TreeSet<Long> places = new TreeSet<>(ours.keySet());
      places.addAll(theirs.keySet());
      for (long n : places) {
        ReadJournal.Place own = ours.get(n);
        HeldHashesAnswer.At other = theirs.get(n);
        boolean isWaiting = other == null && n > confirmed;
        boolean differs = other == null || own == null || !own.hash().equals(other.hash());
        // Each document after another one has another hash, too.
        boolean follows = parted && own != null && other != null;
        if (differs && !isWaiting && !follows) {
          found.add(
              new Findings.Document(
                  n,
                  own == null ? null : own.number(),
                  own == null ? null : own.hash(),
                  other == null ? null : other.hash()));
        }
        parted = differs && own != null && other != null;
      }
      after = to;
    } while (!held.isEmpty() && found.size() <= Findings.DOCUMENTS_MAX);
    long purged = read.purged().position();
    long confirmedStill = Math.min(confirmed, deliveries.standing().store().position());
    found.removeIf(each -> each.n() <= purged);
    found.removeIf(each -> each.store() == null && each.n() > confirmedStill);
    return found;
  }

  private List<HeldHashesAnswer.At> heldAfter(long n) throws IOException {
    StoreAnswer answer = link.heldHashes(identity.credential(), identity.stream().epoch(), n);
    if (answer.status() != 200) {
      throw new IOException(
          "the store answered a question for its chain with " + answer.problemDetail());
    }
    return answer.as(HeldHashesAnswer.class).hashes();
  }
}
