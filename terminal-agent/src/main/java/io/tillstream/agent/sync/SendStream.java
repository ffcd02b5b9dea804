package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.upload.UploadState;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.DocumentsAnswer;
import io.tillstream.protocol.wire.Outcome;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Offers the store the documents of one epoch that it does not hold yet, one batch at a time. What
 * the store says is noted in the journal before the next batch goes out. Thread-safe; one batch is
 * under way at most.
 */
final class SendStream {

  private static final Logger LOG = Logger.getLogger(SendStream.class);

  private final Identity identity;
  private final Supplier<Watermark> head;
  private final ReadJournal read;
  private final Deliveries deliveries;
  private final StoreLink link;
  private final Contact contact;
  private final SyncLimits limits;
  private final RandomGenerator random;
  private final ReentrantLock sending = new ReentrantLock();
  private volatile UploadState state;
  private int documentsMax;

  /**
   * Goes on where the journal says the store stands.
   *
   * @param identity with the epoch that is sent
   * @param head the last document to send
   * @param random spreads the returns of terminals that lost the store together
   */
  SendStream(
      Identity identity,
      Supplier<Watermark> head,
      ReadJournal read,
      Deliveries deliveries,
      StoreLink link,
      Contact contact,
      SyncLimits limits,
      RandomGenerator random) {
    this.identity = identity;
    this.head = head;
    this.read = read;
    this.deliveries = deliveries;
    this.link = link;
    this.contact = contact;
    this.limits = limits;
    this.random = random;
    this.documentsMax = limits.batchDocumentsMax();
    Deliveries.Standing standing = deliveries.standing();
    this.state =
        standing
            .fork()
            .<UploadState>map(theirs -> new UploadState.Forked(standing.store(), theirs))
            .orElseGet(() -> new UploadState.Ready(standing.store()));
  }

  int epoch() {
    return identity.stream().epoch();
  }

  /** Where the sender stands. */
  UploadState state() {
    return state;
  }

  /** How many documents the store is not known to hold. */
  long pending() {
    return Math.max(0, head.get().position() - deliveries.standing().store().position());
  }

  /** When the oldest of them was recorded. */
  Optional<Instant> oldestPending() {
    return pending() == 0
        ? Optional.empty()
        : read.recordedAt(deliveries.standing().store().position() + 1);
  }

  /** The store was found to hold everything up to here. */
  void goOnAt(Watermark standing) {
    sending.lock();
    try {
      state = new UploadState.Ready(standing);
    } finally {
      sending.unlock();
    }
  }

  /** The store was found to hold less than it once confirmed: the rest is offered again (I18). */
  void goBackTo(Watermark standing) {
    sending.lock();
    try {
      if (!(state instanceof UploadState.Forked)
          && standing.position() < state.acknowledged().position()) {
        state = new UploadState.Ready(standing);
      }
    } finally {
      sending.unlock();
    }
  }

  /** Ends a rest before its time. */
  void rested() {
    sending.lock();
    try {
      if (state instanceof UploadState.Resting resting) {
        state = resting.rested();
      }
    } finally {
      sending.unlock();
    }
  }

  /** Sends one batch if there is one to send and the state allows it; the state after it. */
  UploadState step() {
    sending.lock();
    try {
      if (state instanceof UploadState.Ready ready
          && head.get().position() > ready.acknowledged().position()) {
        state = send(ready);
      }
      return state;
    } catch (StorageFailure e) {
      // The verdicts could not be noted: the batch is offered again, which is harmless.
      LOG.warnf("What the store said could not be written down: %s", e.getMessage());
      Watermark noted = deliveries.standing().store();
      state = new UploadState.Resting(noted, 1, limits.backoff().longest());
      return state;
    } finally {
      sending.unlock();
    }
  }

  private UploadState send(UploadState.Ready ready) {
    // I18: what was deleted here cannot be offered again; the store gets it from head office.
    Watermark purged = read.purged();
    Watermark from =
        ready.acknowledged().position() < purged.position() ? purged : ready.acknowledged();
    ChainedBatch batch = read.batch(from, documentsMax, limits.batchBytesMax());
    UploadState.InFlight inFlight = ready.offer(batch.to());
    Said said = offer(batch);
    UploadState next =
        inFlight.answered(said.answer(), head.get(), limits.backoff(), random.nextInt(1001));
    note(next, said);
    if (next instanceof UploadState.Resting resting && said.rest().isPresent()) {
      return new UploadState.Resting(
          resting.acknowledged(), resting.failures(), resting.rest().plus(said.rest().get()));
    }
    return next;
  }

  /**
   * What the store said to a batch.
   *
   * @param rest how long it is left alone beside the own rest, if it said so
   */
  private record Said(
      UploadAnswer answer,
      long headOffice,
      List<DocumentVerdict> verdicts,
      Optional<Duration> rest) {

    static Said nothing(Optional<Duration> rest) {
      return new Said(new UploadAnswer.NoAnswer(), 0, List.of(), rest);
    }
  }

  private void note(UploadState next, Said said) {
    switch (next) {
      case UploadState.Ready ready ->
          deliveries.acknowledged(ready.acknowledged(), said.headOffice(), said.verdicts());
      case UploadState.Forked forked -> {
        LOG.errorf(
            "The store holds another history of %s: it stands at %d with %s. Nothing is sent any"
                + " more in this epoch",
            identity.stream(), forked.standing().position(), forked.standing().hash());
        deliveries.forked(forked.standing(), said.verdicts());
      }
      case UploadState.Resting resting -> {
        // Nothing was learnt.
      }
      case UploadState.InFlight inFlight -> throw new IllegalStateException("already answered");
    }
  }

  private Said offer(ChainedBatch batch) {
    try {
      StoreAnswer answer =
          link.documents(identity.credential(), BatchBody.of(identity.stream(), batch));
      return understood(answer);
    } catch (IOException e) {
      contact.failed(e.getMessage());
      return Said.nothing(Optional.empty());
    }
  }

  private Said understood(StoreAnswer answer) throws IOException {
    switch (answer.status()) {
      case 200 -> {
        return verdicts(answer);
      }
      case 409 -> {
        if (answer.problemCode().equals(ProblemCode.STREAM_GAP.toString())) {
          Watermark standing = answer.as(Gap.class).watermark();
          if (standing == null) {
            throw answer.notTheStores();
          }
          contact.heard(answer);
          if (standing.position() < read.purged().position()) {
            contact.failed(
                "the store was restored from a backup and lacks documents after %d that were deleted here; it gets them from head office"
                    .formatted(standing.position()));
            return Said.nothing(Optional.empty());
          }
          return new Said(
              isOurs(standing)
                  ? new UploadAnswer.GapAt(standing)
                  : new UploadAnswer.ForkAt(standing),
              0,
              List.of(),
              Optional.empty());
        }
        return refused(answer);
      }
      case 401 -> {
        if (!answer.isProblem()) {
          return refused(answer);
        }
        contact.heard(answer);
        contact.refused(answer.problemDetail());
        return Said.nothing(Optional.of(limits.refusedRest()));
      }
      case 413 -> {
        documentsMax = Math.max(1, documentsMax / 2);
        return refused(answer);
      }
      default -> { // every other status says nothing of the stream
        return refused(answer);
      }
    }
  }

  private Said refused(StoreAnswer answer) {
    contact.failed("the store answered a batch with " + answer.problemDetail());
    return Said.nothing(answer.retryAfter().map(limits::granted));
  }

  private Said verdicts(StoreAnswer answer) throws IOException {
    DocumentsAnswer said = answer.as(DocumentsAnswer.class);
    if (said.outcome() == null || said.watermark() == null) {
      throw answer.notTheStores();
    }
    contact.heard(answer);
    documentsMax = limits.batchDocumentsMax();
    contact.measured(answer.sent(), answer.answered(), said.serverTime());
    boolean fork = said.outcome() == Outcome.FORK || !isOurs(said.watermark());
    return new Said(
        fork
            ? new UploadAnswer.ForkAt(said.watermark())
            : new UploadAnswer.Standing(said.watermark()),
        said.headOffice(),
        said.verdicts() == null ? List.of() : said.verdicts(),
        Optional.empty());
  }

  /** Whether the store's history, as far as it goes, is this journal's (I11). */
  private boolean isOurs(Watermark standing) {
    Optional<Hash> own = read.hashAt(standing.position());
    return own.isPresent() && own.get().equals(standing.hash());
  }
}
