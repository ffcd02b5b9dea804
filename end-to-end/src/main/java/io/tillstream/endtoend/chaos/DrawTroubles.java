package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.link.Direction;
import io.tillstream.endtoend.link.Fault;
import java.time.Duration;
import java.util.SplittableRandom;

/** Draws what happens next, and when; the same for the same seed and the same shops. */
public final class DrawTroubles {

  private static final int PAUSE_MILLIS_LEAST = 300;
  private static final int PAUSE_MILLIS_MOST = 3_000;
  private static final int HOLDS_MILLIS_LEAST = 500;
  private static final int HOLDS_MILLIS_MOST = 9_000;
  private static final int DOWN_MILLIS_MOST = 4_000;
  private static final int BYTES_MOST = 6_000;

  private final SplittableRandom random;
  private final int stores;
  private final int terminals;

  /**
   * For shops of this size.
   *
   * @param terminals of all stores
   */
  public DrawTroubles(long seed, int stores, int terminals) {
    random = new SplittableRandom(seed);
    this.stores = stores;
    this.terminals = terminals;
  }

  /** How long nothing new happens. */
  public Duration pause() {
    return millis(PAUSE_MILLIS_LEAST, PAUSE_MILLIS_MOST);
  }

  /** What happens then. */
  public Trouble next() {
    int chance = random.nextInt(100);
    if (chance < 16) {
      return new Trouble.AgentKilled(random.nextInt(terminals), down());
    }
    if (chance < 24) {
      return new Trouble.StoreKilled(random.nextInt(stores), down());
    }
    if (chance < 30) {
      return new Trouble.HeadOfficeKilled(down());
    }
    if (chance < 40) {
      return new Trouble.PricesChanged(random.nextInt(stores), 1 + random.nextInt(30));
    }
    if (chance < 43) {
      return new Trouble.StoreRestored(random.nextInt(stores));
    }
    if (chance < 46) {
      return new Trouble.TerminalRestored(random.nextInt(terminals));
    }
    if (chance < 48) {
      return new Trouble.TerminalCopied(random.nextInt(terminals));
    }
    if (chance < 54) {
      return new Trouble.LineCut(where(), holds());
    }
    if (chance < 58) {
      return new Trouble.LineReset(where());
    }
    return new Trouble.LineSuffers(
        where(), random.nextBoolean() ? Direction.UP : Direction.DOWN, fault(), holds());
  }

  private Fault fault() {
    int bytes = random.nextInt(BYTES_MOST);
    return switch (random.nextInt(7)) {
      case 0 -> new Fault.Delay(millis(1, 50), millis(50, 800));
      case 1 -> new Fault.Bandwidth(random.nextInt(500, 60_000));
      case 2 -> new Fault.CutAfter(bytes);
      case 3 -> new Fault.ResetAfter(bytes);
      case 4 -> new Fault.StallAfter(bytes);
      case 5 -> new Fault.BlackHole();
      default -> new Fault.HalfOpen();
    };
  }

  private Trouble.Where where() {
    return switch (random.nextInt(4)) {
      case 0 -> new Trouble.Where.Uplink(random.nextInt(stores));
      case 1 -> new Trouble.Where.OfStore(random.nextInt(stores));
      default -> new Trouble.Where.OfTerminal(random.nextInt(terminals));
    };
  }

  private Duration holds() {
    return millis(HOLDS_MILLIS_LEAST, HOLDS_MILLIS_MOST);
  }

  private Duration down() {
    return millis(0, DOWN_MILLIS_MOST);
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(random.nextInt(least, most));
  }
}
