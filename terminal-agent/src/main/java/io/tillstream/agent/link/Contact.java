package io.tillstream.agent.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When the store was last heard, and what its clock said. A terminal is offline when it has not
 * heard its store for a while; that marks receipts and changes nothing else. Thread-safe.
 */
public final class Contact {

  // On a slower round trip the midpoint says little about when the store read its clock.
  private static final long SKEW_ROUND_TRIP_MILLIS_MAX = 2_000;

  private final long offlineAfterNanos;
  private final LongSupplier nanoTime;
  private volatile Heard heard;
  private volatile long quietNanos;
  private final KeptSkew kept;
  private volatile Skew skew;
  private volatile String refusal;
  private volatile String trouble;

  private record Heard(long nanos, Instant at) {}

  private record Skew(long millis, boolean remembered) {}

  /**
   * Not heard yet since the program started.
   *
   * @param offlineAfter without an answer for this long, the store is out of reach
   * @param nanoTime a clock that never jumps
   * @param kept what was measured before, and will be remembered
   */
  public Contact(Duration offlineAfter, LongSupplier nanoTime, KeptSkew kept) {
    this.offlineAfterNanos = offlineAfter.toNanos();
    this.nanoTime = nanoTime;
    this.kept = kept;
    Long remembered = kept.millis();
    this.skew = remembered == null ? null : new Skew(remembered, true);
  }

  /** The store answered; when it refused the credential, {@link #refused} follows. */
  public void heard(Instant answered) {
    heard = new Heard(nanoTime.getAsLong(), answered);
    refusal = null;
    trouble = null;
  }

  /** The store answered, and may have said what time it is. */
  public void heard(StoreAnswer answer) {
    heard(answer.answered());
    measured(answer);
  }

  /** The store answered; whether it said what time it is, is in the answer. */
  public void measured(StoreAnswer answer) {
    answer
        .serverTime()
        .ifPresent(serverTime -> measured(answer.sent(), answer.answered(), serverTime));
  }

  /** The store answered and said what time it is. */
  public void measured(Instant sent, Instant answered, Instant serverTime) {
    long roundTrip = Duration.between(sent, answered).toMillis();
    Skew last = skew;
    if (serverTime != null
        && roundTrip >= 0
        && (last == null || last.remembered() || roundTrip <= SKEW_ROUND_TRIP_MILLIS_MAX)) {
      long millis = Duration.between(serverTime, sent.plusMillis(roundTrip / 2)).toMillis();
      skew = new Skew(millis, false);
      kept.keep(millis);
    }
  }

  /** The store answered that it does not know this terminal any more. */
  public void refused(String why) {
    refusal = why;
  }

  /** The store did not answer, or not sensibly. */
  public void failed(String why) {
    trouble = why;
    quietNanos = 0;
  }

  /**
   * Nothing is expected from the store for this long after it was last heard, so that its silence
   * means nothing until then: a terminal that asks once a minute is not offline in between.
   */
  public void quietFor(Duration time) {
    quietNanos = time.toNanos();
  }

  /** The line on which the store gave signs of life has ended: from now on its silence counts. */
  public void lineLost() {
    quietNanos = 0;
  }

  /** Whether the store was heard a short while ago. */
  public boolean isOnline() {
    Heard last = heard;
    return last != null && nanoTime.getAsLong() - last.nanos() <= offlineAfterNanos + quietNanos;
  }

  /** When the store was last heard. */
  public Optional<Instant> lastHeard() {
    return Optional.ofNullable(heard).map(Heard::at);
  }

  /** How long ago that was. */
  public Optional<Duration> silence() {
    return Optional.ofNullable(heard)
        .map(
            last ->
                Duration.of(
                    nanoTime.getAsLong() - last.nanos(), TimeUnit.NANOSECONDS.toChronoUnit()));
  }

  /** Terminal clock minus store clock as last measured, also before a restart; null when never. */
  public Long skewMillis() {
    Skew last = skew;
    return last == null ? null : last.millis();
  }

  /**
   * What to take off the clock before a date is opened by it, in milliseconds. A skew from before
   * the start may be wrong by now, as somebody may have set the clock since; so it takes a date
   * back and never ahead: a date that is opened too early ends with the next close, one too late
   * never goes back (I20).
   */
  public long correctionMillis() {
    Skew last = skew;
    if (last == null) {
      return 0;
    }
    return last.remembered() ? Math.max(0, last.millis()) : last.millis();
  }

  /** Why the store refuses this terminal's credential, if it does. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** What went wrong since the store was last heard, if anything. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
