package io.tillstream.agent.greeting;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.witness.KeepWitness;
import io.tillstream.agent.witness.Testimony;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.handshake.Handshake;
import io.tillstream.protocol.handshake.HandshakeOutcome;
import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.handshake.Judgement;
import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.wire.HandshakeAnswer;
import io.tillstream.protocol.wire.HandshakeRequest;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Greets the store: at the start, whenever the line was broken, and when the store asks for it. No
 * document is sent before. Thread-safe; one greeting is under way at most.
 */
public final class Greet {

  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();
  private static final Logger LOG = Logger.getLogger(Greet.class);

  private final Identity identity;
  private final Journal journal;
  private final ReadJournal read;
  private final Deliveries deliveries;
  private final Continuity continuity;
  private final KeepWitness witness;
  private final Supplier<Optional<Cursor>> cursor;
  private final StoreLink link;
  private final Contact contact;
  private final String agentVersion;
  private final ReentrantLock greeting = new ReentrantLock();
  private volatile boolean due = true;
  private volatile Optional<Duration> rest = Optional.empty();
  private volatile Optional<String> incarnation = Optional.empty();

  /**
   * Not greeted yet.
   *
   * @param cursor where the reference data stands
   */
  public Greet(
      Identity identity,
      Journal journal,
      ReadJournal read,
      Deliveries deliveries,
      Continuity continuity,
      KeepWitness witness,
      Supplier<Optional<Cursor>> cursor,
      StoreLink link,
      Contact contact,
      String agentVersion) {
    this.identity = identity;
    this.journal = journal;
    this.read = read;
    this.deliveries = deliveries;
    this.continuity = continuity;
    this.witness = witness;
    this.cursor = cursor;
    this.link = link;
    this.contact = contact;
    this.agentVersion = agentVersion;
  }

  /** How long the store wants to be left alone, if it said so when it was greeted last. */
  public Optional<Duration> rest() {
    return rest;
  }

  /** The life of the store's change log, as it said when it was greeted last. */
  public Optional<String> incarnation() {
    return incarnation;
  }

  /** The line broke, or the store has another life: it is greeted again before anything is sent. */
  public void again() {
    due = true;
  }

  /**
   * Greets the store if that is due.
   *
   * @return whether it is greeted now, whatever it answered; false when it could not be
   */
  public boolean ready() {
    // While another thread greets, nothing is sent either: the store would hold more than the
    // greeting says, and take the journal for a restored one.
    if (!due && !greeting.isLocked()) {
      return true;
    }
    greeting.lock();
    try {
      while (due) {
        due = false; // before it begins: a line that breaks meanwhile makes it due again
        if (!greet()) {
          due = true;
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      due = true;
      contact.failed(e.getMessage());
      return false;
    } catch (StorageFailure e) {
      due = true;
      LOG.warnf(
          "What the store said to the greeting could not be written down: %s", e.getMessage());
      return false;
    } finally {
      greeting.unlock();
    }
  }

  /**
   * Greets the store and waits for it no longer than this; what it says later counts as well.
   * Called at the start, so that a copied journal hears of it before it numbers.
   */
  public void within(Duration atMost) {
    Thread asking = new Thread(this::ready, "greeting");
    asking.setDaemon(true);
    asking.start();
    long end = System.nanoTime() + atMost.toNanos();
    while (asking.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
    }
  }

  private boolean greet() throws IOException {
    Optional<Sessions> sessions =
        witness.sessions().or(() -> witness.found().map(Testimony::sessions));
    if (sessions.isEmpty()) {
      return true; // the witness of another terminal lies here; this journal has ended already
    }
    // I11: the head before the request: what is recorded meanwhile is not what the store judges.
    Watermark head = journal.head();
    rest = Optional.empty();
    StoreAnswer answer = link.handshake(identity.credential(), request(head, sessions.get()));
    switch (answer.status()) {
      case 200 -> {
        HandshakeAnswer said = answer.as(HandshakeAnswer.class);
        if (said.outcome() == null || said.reason() == null || said.watermark() == null) {
          throw answer.notTheStores();
        }
        contact.heard(answer);
        contact.measured(answer.sent(), answer.answered(), said.serverTime());
        judged(said, head);
        return true;
      }
      case 401 -> {
        if (!answer.isProblem()) {
          return failed(answer);
        }
        contact.heard(answer);
        contact.refused(answer.problemDetail());
        return false;
      }
      case 404, 405 -> {
        // A store of an earlier version: it compares each batch instead.
        return answer.isProblem() || failed(answer);
      }
      default -> { // every other status says nothing of the journal
        return failed(answer);
      }
    }
  }

  private boolean failed(StoreAnswer answer) {
    rest = answer.retryAfter();
    contact.failed("the store answered a greeting with " + answer.problemDetail());
    return false;
  }

  private HandshakeRequest request(Watermark head, Sessions sessions) {
    return new HandshakeRequest(
        Protocol.VERSION,
        new HandshakeRequest.Schema(Document.VERSION, Replica.SCHEMA.version()),
        identity.stream().toString(),
        head,
        deliveries.standing().store(),
        sessions.confirmed(),
        sessions.offered(),
        cursor.get().orElse(null),
        continuity.lineage().reason().orElse(null),
        agentVersion);
  }

  private void judged(HandshakeAnswer said, Watermark head) {
    if (continuity.lineage().isEnded()) {
      return;
    }
    if (said.outcome() == HandshakeOutcome.BEHIND && holds(said.watermark())) {
      // An upload that was under way has overtaken the greeting; the next one says so.
      due = true;
      return;
    }
    Judgement judgement =
        Handshake.concluded(
            new Judgement(said.outcome(), said.reason()), said.watermark(), head, read::hashAt);
    if (judgement.outcome() != HandshakeOutcome.OK) {
      continuity.end(Lineage.of(ended(judgement.reason())), "the store when it was greeted");
      return;
    }
    if (said.watermark().position() < deliveries.standing().store().position()) {
      // I18: the store was restored from a backup; also what nobody sells after is offered again.
      deliveries.acknowledged(said.watermark(), 0, List.of());
    }
    incarnation = Optional.ofNullable(said.incarnation());
    if (continuity.lineage() == Lineage.UNPROVEN) {
      // Before the witness agrees again, and before anything is sold: the other one may sell it.
      journal.forfeitLeases(0);
    }
    witness.confirmed();
    continuity.proven();
    if (witness.beginSession()) {
      due = true;
    }
  }

  private boolean holds(Watermark watermark) {
    return read.hashAt(watermark.position()).filter(watermark.hash()::equals).isPresent();
  }

  private static HandshakeReason ended(HandshakeReason reason) {
    return reason == HandshakeReason.AGREES ? HandshakeReason.PARTED : reason;
  }
}
