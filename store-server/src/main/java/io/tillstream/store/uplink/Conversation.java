package io.tillstream.store.uplink;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.upload.Backoff;
import io.tillstream.protocol.upload.Relay;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.upload.UploadState;
import io.tillstream.protocol.wire.StoreStanding;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.writer.Published;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What is said to head office next, and what its answers and words change. Used by the uplink's
 * thread alone; what went wrong last may be asked from any.
 */
final class Conversation {

  private static final Logger LOG = Logger.getLogger(Conversation.class);
  // How often head office is asked where it stands while there is nothing to send.
  private static final Duration ASK_EVERY = Duration.ofMinutes(1);

  private final UplinkConfig config;
  private final Restoration restoration;
  private final Clock clock;
  private final Supplier<Published> books;
  private final ReadFacts facts;
  private final WayUp way;
  private final Carrier carrier;
  private final StoreSeal seal;
  private final Backoff backoff;
  private final EnvelopeSize size;
  private volatile String lastError;
  private Long askedAtMillis;
  private long restedAtNanos;

  /**
   * Of a store.
   *
   * @param carrier null without a way to head office: then only what is brought by hand is heard
   */
  Conversation(
      UplinkConfig config,
      Restoration restoration,
      Clock clock,
      Supplier<Published> books,
      ReadFacts facts,
      WayUp way,
      Carrier carrier) {
    this.config = config;
    this.restoration = restoration;
    this.clock = clock;
    this.books = books;
    this.facts = facts;
    this.way = way;
    this.carrier = carrier;
    seal = StoreSeal.of(config);
    backoff = new Backoff(config.restShortest(), config.restLongest());
    size =
        new EnvelopeSize(carrier == null ? EnvelopeSize.FIRST_BYTES : carrier.envelopeBytesMax());
  }

  /** Why the last attempt failed, for a person; null when it did not. */
  String lastError() {
    return lastError;
  }

  /** Something else went wrong on the way. */
  void failed(String why) {
    lastError = why;
  }

  /** Goes on with this life of the log. */
  void follow(Published published) throws SQLException {
    askedAtMillis = null;
    way.follow(published);
  }

  /**
   * Says what is to be said now.
   *
   * @return how long to rest before the next
   */
  Duration goOn() throws SQLException {
    if (!books.get().incarnation().equals(way.stand().incarnation())) {
      follow(books.get());
    }
    if (carrier == null) {
      return ASK_EVERY;
    }
    Relay relay = way.stand().relay();
    return switch (relay.carried()) {
      case UploadState.Ready ready -> send(relay, ready);
      case UploadState.Resting resting -> {
        Duration left = Duration.ofNanos(restedAtNanos - System.nanoTime());
        if (left.isPositive()) {
          yield left;
        }
        way.moveTo(relay.taken(resting.rested()));
        yield Duration.ZERO;
      }
      case UploadState.Forked forked -> config.restLongest();
      case UploadState.InFlight inFlight ->
          throw new IllegalStateException("an answer was left unread: " + inFlight);
    };
  }

  private Duration send(Relay relay, UploadState.Ready ready) throws SQLException {
    Published published = books.get();
    Envelope envelope =
        relay.isHeldUp()
            ? Envelope.question(ready.acknowledged())
            : facts.after(ready.acknowledged(), published.seq(), size.bytes());
    if (envelope.facts().records().isEmpty()) {
      Duration every = relay.isHeldUp() ? config.restLongest() : ASK_EVERY;
      if (askedAtMillis != null && clock.millis() - askedAtMillis < every.toMillis()) {
        return config.poll();
      }
      // Nothing to tell, but perhaps to hear: either end may have been restored from a backup.
      envelope = Envelope.question(ready.acknowledged());
    }
    askedAtMillis = clock.millis();
    Carrier.Sent sent = carrier.carry(envelope.facts(), published.incarnation());
    if (!(sent.answer() instanceof UploadAnswer.NoAnswer)) {
      way.handedOver(envelope);
    }
    if (sent.isSilence()) {
      size.wasNotHeard();
    }
    Watermark offered = envelope.facts().to();
    UploadState next =
        ready
            .offer(offered)
            .answered(
                sent.answer(),
                own(sent.answer(), offered),
                backoff,
                ThreadLocalRandom.current().nextInt(1001));
    if (next instanceof UploadState.Resting resting) {
      report(sent.error());
      next = sent.asAsked(resting, config.restLongest());
    } else if (next instanceof UploadState.Ready) {
      lastError = relay.isHeldUp() || relay.misses() > 0 ? lastError : null;
      size.wasTaken();
    }
    settle(carrier.bringsAnswers() ? relay.answered(next) : relay.taken(next));
    return Duration.ZERO;
  }

  /** Takes in what head office has said by itself. */
  void hear(StoreStanding said) throws SQLException {
    WayUp.Stand stand = way.stand();
    if (!said.store().equals(facts.store().value())
        || !said.incarnation().equals(stand.incarnation())) {
      return;
    }
    if (!seal.isOn(said)) {
      report("a word under head office's name does not bear the seal of this store's credential");
      return;
    }
    Watermark own = way.ownAt(said.watermark().position(), stand.confirmed(), size.bytes());
    Relay next =
        stand
            .relay()
            .heard(ReadWord.of(said), own, backoff, ThreadLocalRandom.current().nextInt(1001));
    if (said.detail() != null && (next.isHeldUp() || next.misses() > 0)) {
      report("head office: " + said.detail());
    } else if (!(next.carried() instanceof UploadState.Resting)) {
      lastError = null;
    }
    settle(next);
  }

  private void settle(Relay next) throws SQLException {
    if (next.carried() instanceof UploadState.Forked(Watermark own, Watermark theirs)) {
      String incarnation = way.stand().incarnation();
      boolean begun =
          restoration.headOfficeIsAhead(
              incarnation,
              "head office holds facts of it up to change %d, the database stands at %d"
                  .formatted(theirs.position(), books.get().seq()));
      if (begun) {
        return; // the next step follows the life that has begun
      }
      report("head office holds another history of this store; nothing is sent any more");
    }
    boolean isNew = !next.carried().equals(way.stand().relay().carried());
    if (isNew && next.carried() instanceof UploadState.Resting resting) {
      restedAtNanos = System.nanoTime() + resting.rest().toNanos();
    }
    way.moveTo(next);
  }

  /** The store's own watermark where head office says it stands. */
  private Watermark own(UploadAnswer answer, Watermark offered) throws SQLException {
    Watermark named =
        switch (answer) {
          case UploadAnswer.Standing(Watermark standing) -> standing;
          case UploadAnswer.GapAt(Watermark standing) -> standing;
          case UploadAnswer.ForkAt(Watermark standing) -> offered;
          case UploadAnswer.NoAnswer() -> offered;
        };
    return way.ownAt(named.position(), offered, size.bytes());
  }

  private void report(String error) {
    String why = error == null ? "head office's answer moves nothing" : error;
    if (!why.equals(lastError)) {
      LOG.warn(why);
    }
    lastError = why;
  }
}
