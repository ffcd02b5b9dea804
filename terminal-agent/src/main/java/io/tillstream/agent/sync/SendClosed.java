package io.tillstream.agent.sync;

import io.tillstream.agent.journal.ClosedEpoch;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.upload.UploadState;
import io.tillstream.protocol.wire.HeldHashesAnswer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Brings home the documents of an epoch that was closed (I12). It first asks the store for the
 * chain it holds: what continues that chain is delivered into the closed epoch; what parted from it
 * is made anew in the present epoch and never sent under its former name. In each life of the
 * store's log it is asked again, whatever it confirmed before (I18). A crash anywhere leaves
 * documents that are still pending. Not thread-safe; behind the sender's lock.
 */
final class SendClosed {

  private static final Logger LOG = Logger.getLogger(SendClosed.class);

  private final ClosedEpoch epoch;
  private final Journal journal;
  private final StoreLink link;
  private final Contact contact;
  private final SyncLimits limits;
  private final RandomGenerator random;
  private final SendStream stream;
  private int failures;
  private boolean compared; // with the store, in this life of the agent
  private volatile Optional<String> storeLife = Optional.empty();
  private volatile Optional<UploadState.Resting> resting = Optional.empty();

  SendClosed(
      ClosedEpoch epoch,
      Journal journal,
      StoreLink link,
      Contact contact,
      SyncLimits limits,
      RandomGenerator random) {
    this.epoch = epoch;
    this.journal = journal;
    this.link = link;
    this.contact = contact;
    this.limits = limits;
    this.random = random;
    epoch.deliveries().unfork(); // what parted is found out anew, and made anew
    stream =
        new SendStream(
            epoch.identity(),
            epoch::last,
            epoch.read(),
            epoch.deliveries(),
            link,
            contact,
            limits,
            random);
  }

  long pending() {
    return epoch.pending();
  }

  /** The store's log is in this life now. */
  void storeIsIn(String incarnation) {
    storeLife = Optional.of(incarnation);
  }

  boolean hasWork() {
    return pending() > 0 || isOfAnotherLife();
  }

  private boolean isOfAnotherLife() {
    return storeLife.filter(life -> !epoch.isComparedWith(life)).isPresent();
  }

  Optional<Instant> oldestPending() {
    return pending() == 0 ? Optional.empty() : stream.oldestPending();
  }

  UploadState state() {
    if (resting.isPresent()) {
      return resting.get();
    }
    // A fork is no end here: comparing tells what to make anew.
    return stream.state() instanceof UploadState.Forked forked
        ? new UploadState.Ready(forked.acknowledged())
        : stream.state();
  }

  void rested() {
    resting = Optional.empty();
    stream.rested();
  }

  UploadState step() {
    try {
      if (epoch.mustMakeAnew()) {
        makeAnew();
      } else if (isOfAnotherLife()) {
        String life = storeLife.get();
        compareAfter(stillHeld());
        epoch.comparedWith(life);
      } else if (!compared || stream.state() instanceof UploadState.Forked) {
        compareAfter(epoch.deliveries().standing().store());
      } else {
        stream.step();
      }
      failures = 0;
      return state();
    } catch (IOException e) {
      contact.failed(e.getMessage());
      return rest();
    } catch (RuntimeException e) { // whatever it is, it holds up nothing else
      LOG.warnf(
          "A document of epoch %d could not be brought home: %s", epoch.number(), e.getMessage());
      return rest();
    }
  }

  private UploadState rest() {
    failures++;
    resting =
        Optional.of(
            new UploadState.Resting(
                stream.state().acknowledged(),
                failures,
                limits.backoff().after(failures, random.nextInt(1001))));
    return resting.get();
  }

  private void makeAnew() {
    epoch
        .makeAnew(journal)
        .ifPresent(
            made -> LOG.infof("Document %s was made anew as %s", made.former(), made.anew()));
  }

  /**
   * The last document of which it is sure that the store still holds it: what it confirmed, or
   * where it does not any more, what was deleted here.
   */
  private Watermark stillHeld() throws IOException {
    Watermark confirmed = epoch.deliveries().standing().store();
    if (holds(confirmed)) {
      return confirmed;
    }
    Watermark purged = epoch.read().purged();
    if (!holds(purged)) {
      throw new IOException(
          "the store was restored from a backup and lacks documents of epoch %d up to %d that were deleted here; it gets them from head office"
              .formatted(epoch.number(), purged.position()));
    }
    return purged;
  }

  private boolean holds(Watermark place) throws IOException {
    return place.position() == 0
        || heldAfter(place.position() - 1).hashes().stream()
            .findFirst()
            .filter(at -> at.n() == place.position() && at.hash().equals(place.hash()))
            .isPresent();
  }

  private HeldHashesAnswer heldAfter(long n) throws IOException {
    StoreAnswer answer = link.heldHashes(epoch.identity().credential(), epoch.number(), n);
    if (answer.status() != 200) {
      if (answer.status() == 401 && answer.isProblem()) {
        contact.heard(answer);
        contact.refused(answer.problemDetail());
      }
      throw new IOException(
          "the store answered a question for its chain with " + answer.problemDetail());
    }
    contact.heard(answer);
    return answer.as(HeldHashesAnswer.class);
  }

  /** Follows the store's chain as far as it is this journal's own. */
  private void compareAfter(Watermark start) throws IOException {
    Watermark shared = start;
    while (true) {
      HeldHashesAnswer held = heldAfter(shared.position());
      if (held.hashes().isEmpty()) {
        epoch.deliveries().acknowledged(shared, 0, List.of());
        compared = true;
        stream.goOnAt(shared);
        return;
      }
      for (HeldHashesAnswer.At at : held.hashes()) {
        Optional<Hash> own = epoch.read().hashAt(at.n());
        if (own.isEmpty() && at.n() > epoch.end().position()) {
          // The store holds more than this journal ever did: all of it has arrived.
          epoch.deliveries().acknowledged(epoch.end(), 0, List.of());
          compared = true;
          stream.goOnAt(epoch.end());
          return;
        }
        if (own.isEmpty() || !own.get().equals(at.hash())) {
          epoch.partsAfter(shared);
          compared = true;
          stream.goOnAt(shared);
          return;
        }
        shared = new Watermark(at.n(), at.hash());
      }
    }
  }
}
