package io.tillstream.agent.sync;

import io.tillstream.agent.greeting.Continuity;
import io.tillstream.agent.greeting.Greet;
import io.tillstream.agent.greeting.Lineage;
import io.tillstream.agent.journal.ClosedEpoch;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.journal.RecoveredDocuments;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Offers the store the documents that it does not hold yet: first those of epochs that are closed,
 * the oldest first, then those of the present one. Thread-safe.
 */
public final class SendDocuments {

  private static final Logger LOG = Logger.getLogger(SendDocuments.class);

  private final Continuity continuity;
  private final Greet greet;
  private final Contact contact;
  private final SyncLimits limits;
  private final RandomGenerator random;
  private final Deliveries deliveries;
  private final SendStream present;
  private final List<SendClosed> closed = new ArrayList<>();
  private final Journal journal;
  private final RecoveredDocuments recovered;
  private final ReentrantLock stepping = new ReentrantLock();
  private volatile boolean recoveredWaits; // the last attempt to make one anew has failed
  private volatile Optional<UploadState.Resting> ungreeted = Optional.empty();
  private int failures; // greetings that failed in a row

  /**
   * Goes on where the journal says the store stands.
   *
   * @param random spreads the returns of terminals that lost the store together
   */
  public SendDocuments(
      Epochs epochs,
      Journal journal,
      Continuity continuity,
      Greet greet,
      StoreLink link,
      Contact contact,
      SyncLimits limits,
      RandomGenerator random) {
    this.continuity = continuity;
    deliveries = epochs.present().deliveries();
    this.greet = greet;
    this.contact = contact;
    this.limits = limits;
    this.random = random;
    present =
        new SendStream(
            epochs.present().identity(),
            journal::head,
            epochs.present().read(),
            epochs.present().deliveries(),
            link,
            contact,
            limits,
            random);
    this.journal = journal;
    recovered = epochs.recovered();
    for (ClosedEpoch each : epochs.closed()) {
      closed.add(new SendClosed(each, journal, link, contact, limits, random));
    }
  }

  /** Where the sender stands. */
  public UploadState state() {
    if (continuity.lineage().isEnded() && !(present.state() instanceof UploadState.Forked)) {
      return ended();
    }
    return ungreeted.<UploadState>map(resting -> resting).orElseGet(this::ofStreams);
  }

  /** How many documents the store is not known to hold, of all epochs. */
  public long pending() {
    return present.pending()
        + recovered.pending()
        + closed.stream().mapToLong(SendClosed::pending).sum();
  }

  /** Whether there is anything to do when the state allows it. */
  public boolean hasWork() {
    return sends() || (recovered.pending() > 0 && !recoveredWaits);
  }

  /** When the oldest of them was recorded. */
  public Optional<Instant> oldestPending() {
    return closed.stream()
        .map(SendClosed::oldestPending)
        .flatMap(Optional::stream)
        .findFirst()
        .or(recovered::oldest)
        .or(present::oldestPending);
  }

  /** Ends a rest before its time. */
  public void rested() {
    ungreeted = Optional.empty();
    present.rested();
    closed.forEach(SendClosed::rested);
  }

  /** Sends one batch if there is one to send and the state allows it; the state after it. */
  public UploadState step() {
    stepping.lock();
    try {
      if (ungreeted.isPresent() || !greeted()) {
        return state();
      }
      if (continuity.lineage() != Lineage.OK) {
        return ended(); // I11
      }
      // I18: a store that was restored may lack what it once confirmed, of closed epochs too.
      greet.incarnation().ifPresent(life -> closed.forEach(each -> each.storeIsIn(life)));
      makeRecoveredAnew();
      UploadState after = next().orElse(present::step).step();
      if (after instanceof UploadState.Resting) {
        greet.again();
      }
      if (present.state() instanceof UploadState.Forked forked) {
        continuity.end(Lineage.FORKED, "the store when it was sent documents");
        return forked;
      }
      return state();
    } finally {
      stepping.unlock();
    }
  }

  /**
   * One at a time: each is a sale's work on the disk, and sales go on meanwhile. One that cannot be
   * recorded is tried again when there is nothing to send (I14).
   */
  private void makeRecoveredAnew() {
    if (recovered.pending() == 0 || (recoveredWaits && sends())) {
      return;
    }
    try {
      recovered
          .makeAnew(journal)
          .ifPresent(
              made ->
                  LOG.infof(
                      "Document %s of an old disk was made anew as %s",
                      made.former(), made.anew()));
      recoveredWaits = false;
    } catch (RuntimeException e) { // whatever it is, it holds up nothing else
      if (!recoveredWaits) {
        LOG.errorf(e, "A document of an old disk could not be made anew, and is tried again");
      }
      recoveredWaits = true;
    }
  }

  private boolean sends() {
    return present.pending() > 0 || closed.stream().anyMatch(SendClosed::hasWork);
  }

  @FunctionalInterface
  private interface Step {
    UploadState step();
  }

  /** The oldest closed epoch with something to do that need not rest. */
  private Optional<Step> next() {
    return closed.stream()
        .filter(each -> each.hasWork() && each.state() instanceof UploadState.Ready)
        .<Step>map(each -> each::step)
        .findFirst();
  }

  private boolean greeted() {
    if (greet.ready()) {
      failures = 0;
      present.goBackTo(deliveries.standing().store());
      return true;
    }
    failures++;
    Duration own = limits.backoff().after(failures, random.nextInt(1001));
    ungreeted =
        Optional.of(
            new UploadState.Resting(
                acknowledged(),
                failures,
                contact.refusal().isPresent()
                    ? limits.refusedRest()
                    : greet.rest().map(limits::granted).map(own::plus).orElse(own)));
    return false;
  }

  /** One state for all streams: ready while any of them may send something. */
  private UploadState ofStreams() {
    if (present.state() instanceof UploadState.Ready
        && (present.pending() > 0 || (recovered.pending() > 0 && !recoveredWaits))) {
      return present.state();
    }
    return closed.stream()
        .filter(SendClosed::hasWork)
        .map(SendClosed::state)
        .filter(state -> !(state instanceof UploadState.Forked))
        .findFirst()
        .orElseGet(present::state);
  }

  private UploadState.Forked ended() {
    return new UploadState.Forked(acknowledged(), acknowledged());
  }

  private Watermark acknowledged() {
    return present.state().acknowledged();
  }
}
