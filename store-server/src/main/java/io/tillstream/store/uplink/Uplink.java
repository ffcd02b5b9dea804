package io.tillstream.store.uplink;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.protocol.upload.Relay;
import io.tillstream.protocol.upload.UploadState;
import io.tillstream.protocol.wire.StoreStanding;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Fence;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
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

  private final UplinkConfig config;
  private final Writer writer;
  private final Supplier<Published> books;
  private final WayUp way;
  private final Carrier carrier; // null without a head office
  private final Conversation conversation;
  private final Words words = new Words();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "uplink");

  @Inject
  Uplink(
      UplinkConfig config,
      Shop shop,
      Writer writer,
      Fence fence,
      Restoration restoration,
      Clock clock,
      HeadOfficeProgress progress,
      DataSource database,
      ChooseCarrier choice,
      MeterRegistry meters) {
    this(
        config,
        shop,
        writer,
        fence,
        restoration,
        clock,
        progress,
        database,
        choice.carrier().orElse(null),
        meters);
  }

  Uplink(
      UplinkConfig config,
      Shop shop,
      Writer writer,
      Fence fence,
      Restoration restoration,
      Clock clock,
      HeadOfficeProgress progress,
      DataSource database,
      Carrier carrier,
      MeterRegistry meters) {
    this.config = config;
    this.writer = writer;
    this.carrier = carrier;
    books = writer::published;
    ReadFacts facts = new ReadFacts(database, shop.id(), config.envelopeRecordsMax());
    way = new WayUp(books, facts, new Confirmed(database, fence), progress);
    conversation = new Conversation(config, restoration, clock, books, facts, way, carrier);
    Gauge.builder("tillstream.uplink.lag", this, Uplink::lag)
        .description("Changes after the last one that head office has confirmed")
        .register(meters);
    Gauge.builder("tillstream.uplink.carried", this, Uplink::carriedAhead)
        .description("Changes that a carrier has taken over and head office has not confirmed")
        .register(meters);
  }

  /**
   * Begins to send, where a head office is configured, and to hear what is brought by hand.
   *
   * @throws SQLException when what was confirmed cannot be read
   */
  public void start() throws SQLException {
    conversation.follow(books.get());
    if (carrier == null) {
      LOG.info("No head office is configured; facts are kept until there is one");
    } else {
      carrier.open(words);
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops after the envelope that is on its way, if its answer comes soon. */
  public void stop() {
    stopping.countDown();
    words.wake();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (carrier != null) {
      carrier.close();
    }
  }

  /** How far head office has the facts. */
  public UplinkStatus status() throws SQLException {
    // Read in this order, what is confirmed in between makes the number too high, never too low.
    WayUp.Stand now = way.stand();
    long have = way.factsConfirmed();
    boolean isTakenOver = carrier != null && !carrier.bringsAnswers();
    return new UplinkStatus(
        now.confirmed().position(),
        Math.max(0, way.facts() - have),
        isTakenOver ? now.carried().position() : null,
        carrier == null ? "not-configured" : name(now.relay()),
        conversation.lastError());
  }

  /** Where the facts of the present life stand. */
  WayUp.Stand stand() {
    return way.stand();
  }

  /** Tells a word of head office that was carried by hand; completed when it was heard. */
  Future<Void> bring(StoreStanding standing) {
    return words.bring(standing);
  }

  private void work() {
    while (stopping.getCount() > 0) {
      try {
        if (!(writer.state() instanceof WriterState.Open)) {
          pause(config.restLongest()); // I17: whoever leads now speaks for the store
        } else {
          pause(conversation.goOn());
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
    conversation.failed(why);
    pause(config.restLongest());
  }

  /** Takes in what head office has said by itself. */
  private void hear(Words.Word word) {
    try {
      if (writer.state() instanceof WriterState.Open) { // I17
        conversation.hear(word.standing());
      }
      word.heard().complete(null);
    } catch (SQLException | RuntimeException e) {
      word.heard().completeExceptionally(e);
      LOG.errorf(e, "A word of head office is lost; it is asked again");
      conversation.failed("head office's word could not be taken down: " + e.getMessage());
    }
  }

  private void pause(Duration rest) {
    try {
      Words.Word word = words.next(rest);
      if (word != null) {
        hear(word);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; an interrupt in file access would close an H2 database.
      LOG.warn("The uplink was interrupted and goes on");
    }
  }

  private double lag() {
    Published published = books.get();
    return published == null ? 0 : published.seq() - way.stand().confirmed().position();
  }

  private double carriedAhead() {
    WayUp.Stand now = way.stand();
    return now.carried().position() - now.confirmed().position();
  }

  private static String name(Relay relay) {
    return switch (relay.carried()) {
      case UploadState.Ready ready -> relay.isHeldUp() ? "held-up" : "ready";
      case UploadState.InFlight inFlight -> "sending";
      case UploadState.Resting resting -> "resting";
      case UploadState.Forked forked -> "forked";
    };
  }
}
