package io.tillstream.store.equality;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.store.fleet.Fleet;
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
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Compares all tiers, one comparison at a time, and remembers the last. Thread-safe. */
@Singleton
public class ProveEquality {

  private static final Logger LOG = Logger.getLogger(ProveEquality.class);

  // Each lets all terminals fetch the store's sums.
  private static final Duration ASK_TERMINALS_EVERY = Duration.ofMinutes(1);

  private final Writer writer;
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
            HeadOfficeLine.of(uplink).map(line -> new AskHeldBooks(line, json)));
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
   * themselves, too. What they find is known a moment later.
   */
  public Proof asked(boolean thoroughly) throws SQLException {
    askTerminals();
    return now(thoroughly);
  }

  private synchronized void askTerminals() {
    long now = clock.millis();
    if (Math.abs(now - askedAtMillis) >= ASK_TERMINALS_EVERY.toMillis()) {
      askedAtMillis = now;
      pokes.askToVerify();
    }
  }

  /** What was found last; empty before the first comparison since the program started. */
  public Optional<Proof> last() {
    return Optional.ofNullable(last);
  }

  private Proof compare(boolean thoroughly) throws SQLException {
    HeadOfficeProof above = headOffice.compare(thoroughly);
    List<TerminalProof> below = terminals.compare();
    Published books = writer.published();
    boolean compared = above.at() != null || above.state() == Standing.NOT_CONFIGURED;
    boolean equal =
        compared && !above.differs() && below.stream().noneMatch(TerminalProof::differs);
    Proof proof =
        new Proof(
            clock.instant(), books.incarnation(), books.seq(), thoroughly, equal, above, below);
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
    } else if (differed && now.equal()) {
      LOG.info("The tiers hold the same again");
    }
  }

  private double differences() {
    return last == null ? -1 : last.differences();
  }
}
