package io.tillstream.store.equality;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.fleet.Fleet;
import io.tillstream.store.fleet.TerminalSaid;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.poke.Pokes;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.uplink.HeadOfficeLine;
import io.tillstream.store.uplink.UplinkConfig;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Compares all tiers, one comparison at a time, and remembers the last. Thread-safe. */
@Singleton
public class ProveEquality {

  private static final Logger LOG = Logger.getLogger(ProveEquality.class);

  // Each lets all terminals fetch the store's sums.
  private static final Duration ASK_TERMINALS_EVERY = Duration.ofMinutes(1);

  // Who is slower is told of as it stood before.
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
  private static final long LOOK_NANOS = 20_000_000;

  private final Writer writer;
  private final Fleet fleet;
  private final Clock clock;
  private final CompareWithHeadOffice headOffice;
  private final CompareTerminals terminals;
  private final Pokes pokes;
  private final OneAtATime oneAtATime = new OneAtATime(this::compare);
  private volatile Proof last;
  private long askedAtMillis;

  ProveEquality(
      UplinkConfig uplink,
      Shop shop,
      Writer writer,
      Restoration restoration,
      Fleet fleet,
      Pokes pokes,
      DataSource database,
      ObjectMapper json,
      MeterRegistry meters,
      Clock clock) {
    this.writer = writer;
    this.fleet = fleet;
    this.clock = clock;
    this.pokes = pokes;
    OwnStream stream = new OwnStream(database);
    headOffice =
        new CompareWithHeadOffice(
            shop.id(),
            writer,
            restoration,
            new OwnStock(database),
            stream,
            HeadOfficeLine.of(uplink).map(line -> new AskHeldBooks(line, json)),
            withoutAddress(uplink.carrier()));
    terminals = new CompareTerminals(shop, writer, fleet, stream);
    Gauge.builder("tillstream.equality.differences", this, ProveEquality::differences)
        .description("What the last comparison of the tiers has found; -1 before the first")
        .register(meters);
  }

  /**
   * Compares now, or waits for the comparison that is under way if it is as thorough.
   *
   * @param thoroughly also reads every document and every movement in the store and at head office
   * @throws SQLException when the store's own books cannot be read
   */
  public Proof now(boolean thoroughly) throws SQLException {
    return oneAtATime.now(thoroughly);
  }

  /**
   * The same for somebody who has asked for it: terminals that listen are asked to compare
   * themselves, too, and those that answer within some seconds are waited for.
   */
  public Proof asked(boolean thoroughly) throws SQLException {
    awaitTerminals(askTerminals());
    return now(thoroughly);
  }

  /** When they were asked last. */
  private synchronized Instant askTerminals() {
    long now = clock.millis();
    if (Math.abs(now - askedAtMillis) >= ASK_TERMINALS_EVERY.toMillis()) {
      askedAtMillis = now;
      pokes.askToVerify();
    }
    return Instant.ofEpochMilli(askedAtMillis);
  }

  /** No longer than some seconds after they were asked, however often somebody asks. */
  private void awaitTerminals(Instant asked) {
    Instant deadline = asked.plus(ANSWERS_WITHIN);
    long end = System.nanoTime() + ANSWERS_WITHIN.toNanos(); // whoever sets the clock meanwhile
    while (clock.instant().isBefore(deadline)
        && System.nanoTime() < end
        && pokes.listening().stream().anyMatch(each -> !hasAnswered(each, asked))) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }

  private boolean hasAnswered(TerminalId terminal, Instant asked) {
    TerminalSaid.Verification told = fleet.said(terminal).verification();
    return told != null && !told.when().isBefore(asked);
  }

  /** What was found last; empty before the first comparison since the program started. */
  public Optional<Proof> last() {
    return Optional.ofNullable(last);
  }

  private Proof compare(boolean thoroughly) throws SQLException {
    HeadOfficeProof above = headOffice.compare(thoroughly);
    List<TerminalProof> below = terminals.compare();
    Published books = writer.published();
    Proof proof =
        Proof.of(clock.instant(), books.incarnation(), books.seq(), thoroughly, above, below);
    report(last, proof);
    last = proof;
    return proof;
  }

  private static void report(Proof before, Proof now) {
    boolean differed = before != null && before.differences() > 0;
    if (now.differences() > 0 && !differed) {
      LOG.warnf(
          "The tiers do not hold the same, differences found: %d. /console/equality names them",
          (Object) now.differences());
    } else if (differed && now.verdict() != Verdict.NOT_KNOWN) {
      LOG.infof("The tiers do not differ any more: %s", now.verdict());
    }
  }

  private static String withoutAddress(UplinkConfig.CarrierName carrier) {
    return switch (carrier) {
      case HTTPS -> "no head office is configured";
      case KAFKA ->
          "facts go up by a broker, and no address is configured at which head office could be"
              + " asked (tillstream.uplink.url)";
    };
  }

  private double differences() {
    return last == null ? -1 : last.differences();
  }
}
