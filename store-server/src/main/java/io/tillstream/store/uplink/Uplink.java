package io.tillstream.store.uplink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.upload.Backoff;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.upload.UploadState;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Fence;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Sends the store's facts to head office, one envelope at a time, for as long as the program runs.
 * One thread of its own; what it tells may be asked from any thread.
 */
@Singleton
public class Uplink {

  private static final Logger LOG = Logger.getLogger(Uplink.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  // What head office asks for is honoured within reason: it may have a clock or a proxy gone wrong.
  private static final int ASKED_REST_MAX = 4;
  // What a head office that has only just started, or a slow line, brings through in time.
  private static final int ENVELOPE_BYTES_FIRST = 64 * 1024;
  // How often head office is asked where it stands while there is nothing to send.
  private static final Duration ASK_EVERY = Duration.ofMinutes(1);

  private final UplinkConfig config;
  private final Writer writer;
  private final Restoration restoration;
  private final Clock clock;
  private final Supplier<Published> books;
  private final HeadOfficeProgress progress;
  private final ReadFacts facts;
  private final Confirmed confirmed;
  private final SendEnvelope sender;
  private final Backoff backoff;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "uplink");
  private volatile UploadState state = new UploadState.Ready(Watermark.START);
  private volatile String lastError;
  private String following;
  private Long askedAtMillis; // of the uplink's thread
  private int envelopeBytes; // of the uplink's thread
  private final AtomicLong factsConfirmed = new AtomicLong();

  Uplink(
      UplinkConfig config,
      Shop shop,
      Writer writer,
      Fence fence,
      Restoration restoration,
      Clock clock,
      HeadOfficeProgress progress,
      DataSource database,
      ObjectMapper json,
      MeterRegistry meters) {
    this.config = config;
    this.writer = writer;
    this.restoration = restoration;
    this.clock = clock;
    books = writer::published;
    this.progress = progress;
    facts = new ReadFacts(database, shop.id(), config.envelopeRecordsMax());
    envelopeBytes = firstEnvelopeBytes();
    confirmed = new Confirmed(database, fence);
    sender =
        config
            .url()
            .map(
                url ->
                    new SendEnvelope(
                        json,
                        url,
                        config.credential().orElse(""),
                        config.connectWithin(),
                        config.answerWithin(),
                        shop.id()))
            .orElse(null);
    backoff = new Backoff(config.restShortest(), config.restLongest());
    Gauge.builder("tillstream.uplink.lag", this, Uplink::lag)
        .description("Changes after the last one that head office has confirmed")
        .register(meters);
  }

  /**
   * Begins to send, where a head office is configured.
   *
   * @throws SQLException when what was confirmed cannot be read
   */
  public void start() throws SQLException {
    follow(books.get());
    if (sender == null) {
      LOG.info("No head office is configured; facts are kept until there is one");
      return;
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops after the envelope that is on its way, if its answer comes soon. */
  public void stop() {
    stopping.countDown();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How far head office has the facts. */
  public UplinkStatus status() throws SQLException {
    // Read in this order, what is confirmed in between makes the number too high, never too low.
    UploadState now = state;
    long have = factsConfirmed.get();
    return new UplinkStatus(
        now.acknowledged().position(),
        Math.max(0, confirmed.facts(books.get().streams()) - have),
        sender == null ? "not-configured" : name(now),
        lastError);
  }

  /** Goes on with this life of the log, where head office was last known to stand in it. */
  private void follow(Published published) throws SQLException {
    following = published.incarnation();
    askedAtMillis = null;
    Watermark standing = confirmed.load(following);
    recount(standing);
    state = new UploadState.Ready(standing);
  }

  private void work() {
    while (stopping.getCount() > 0) {
      try {
        if (!(writer.state() instanceof WriterState.Open)) {
          pause(config.restLongest()); // I17: whoever leads now speaks for the store
        } else {
          step();
        }
      } catch (SQLException e) {
        failed("the store's own books cannot be read: " + e.getMessage(), e);
      } catch (RuntimeException e) {
        failed("the uplink failed: " + e.getMessage(), e);
      }
    }
  }

  private void failed(String why, Exception e) {
    LOG.errorf(e, "The uplink failed and tries again");
    lastError = why;
    pause(config.restLongest());
  }

  private void step() throws SQLException {
    if (!books.get().incarnation().equals(following)) {
      follow(books.get());
    }
    switch (state) {
      case UploadState.Ready ready -> send(ready);
      case UploadState.Resting resting -> {
        pause(resting.rest());
        state = resting.rested();
      }
      case UploadState.Forked forked -> pause(config.restLongest());
      case UploadState.InFlight inFlight ->
          throw new IllegalStateException("an answer was left unread: " + inFlight);
    }
  }

  private void send(UploadState.Ready ready) throws SQLException {
    Published published = books.get();
    Envelope envelope = facts.after(ready.acknowledged(), published.seq(), envelopeBytes);
    if (envelope.facts().records().isEmpty()) {
      if (askedAtMillis != null && clock.millis() - askedAtMillis < ASK_EVERY.toMillis()) {
        pause(config.poll());
        return;
      }
      // Nothing to tell, but perhaps to hear: either end may have been restored from a backup.
      envelope =
          new Envelope(
              ChainedBatch.after(ready.acknowledged(), List.of(), ready.acknowledged().position()),
              Map.of());
    }
    askedAtMillis = clock.millis();
    Watermark offered = envelope.facts().to();
    SendEnvelope.Sent sent = sender.send(envelope.facts(), published.incarnation());
    if (sent.isSilence()) {
      envelopeBytes = firstEnvelopeBytes();
    }
    UploadState next =
        ready
            .offer(offered)
            .answered(
                sent.answer(),
                own(sent.answer(), offered, published),
                backoff,
                ThreadLocalRandom.current().nextInt(1001));
    switch (next) {
      case UploadState.Ready standing -> {
        confirm(ready.acknowledged(), envelope, standing.acknowledged());
        lastError = null;
        envelopeBytes = Math.min(config.envelopeBytesMax(), 2 * envelopeBytes);
      }
      case UploadState.Resting resting -> {
        report(sent.error());
        next = asAsked(resting, sent.retryAfter());
      }
      case UploadState.Forked(Watermark own, Watermark theirs) -> {
        boolean begun =
            restoration.headOfficeIsAhead(
                following,
                "head office holds facts of it up to change %d, the database stands at %d"
                    .formatted(theirs.position(), published.seq()));
        if (begun) {
          return; // the next step follows the life that has begun
        }
        report("head office holds another history of this store; nothing is sent any more");
      }
      case UploadState.InFlight inFlight ->
          throw new IllegalStateException("an answer was left unread: " + inFlight);
    }
    state = next;
  }

  private int firstEnvelopeBytes() {
    return Math.min(config.envelopeBytesMax(), ENVELOPE_BYTES_FIRST);
  }

  private UploadState.Resting asAsked(UploadState.Resting resting, Duration asked) {
    Duration most = config.restLongest().multipliedBy(ASKED_REST_MAX);
    Duration rest = asked.compareTo(most) < 0 ? asked : most;
    return rest.compareTo(resting.rest()) <= 0
        ? resting
        : new UploadState.Resting(resting.acknowledged(), resting.failures(), rest);
  }

  /** The store's own watermark where head office says it stands. */
  private Watermark own(UploadAnswer answer, Watermark offered, Published published)
      throws SQLException {
    Watermark named =
        switch (answer) {
          case UploadAnswer.Standing(Watermark standing) -> standing;
          case UploadAnswer.GapAt(Watermark standing) -> standing;
          case UploadAnswer.ForkAt(Watermark standing) -> offered;
          case UploadAnswer.NoAnswer() -> offered;
        };
    if (named.position() == offered.position()) {
      return offered;
    }
    return facts.at(Math.min(named.position(), published.seq()), offered, envelopeBytes);
  }

  private void confirm(Watermark before, Envelope envelope, Watermark standing)
      throws SQLException {
    if (!standing.equals(before)) {
      confirmed.save(following, standing);
    }
    if (standing.equals(envelope.facts().to()) && before.position() <= standing.position()) {
      factsConfirmed.addAndGet(envelope.facts().records().size());
      Map<DocumentStream, Long> all = new HashMap<>(progress.all());
      envelope.reached().forEach((stream, n) -> all.merge(stream, n, Math::max));
      progress.set(all);
    } else {
      recount(standing);
    }
  }

  private void recount(Watermark standing) throws SQLException {
    Map<DocumentStream, Long> reached =
        confirmed.reached(standing.position(), books.get().streams());
    factsConfirmed.set(confirmed.factsUpTo(standing.position(), reached));
    progress.set(reached);
  }

  private void report(String error) {
    String why = error == null ? "head office's answer moves nothing" : error;
    if (!why.equals(lastError)) {
      LOG.warn(why);
    }
    lastError = why;
  }

  private void pause(Duration rest) {
    try {
      if (stopping.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The uplink stops");
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; an interrupt in file access would close an H2 database.
      LOG.warn("The uplink was interrupted and goes on");
    }
  }

  private double lag() {
    Published published = books.get();
    return published == null ? 0 : published.seq() - state.acknowledged().position();
  }

  private static String name(UploadState state) {
    return switch (state) {
      case UploadState.Ready ready -> "ready";
      case UploadState.InFlight inFlight -> "sending";
      case UploadState.Resting resting -> "resting";
      case UploadState.Forked forked -> "forked";
    };
  }
}
