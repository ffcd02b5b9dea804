package io.tillstream.endtoend.bench;

import java.time.Duration;

/**
 * How much head office is given.
 *
 * @param warmUp envelopes before anything is measured, at least one of each store
 * @param portion envelopes of one measured repeat
 * @param sales in each of those
 * @param singles envelopes of one sale in one measured repeat
 * @param paced envelopes of one sale that come at the speed of ordinary trade
 */
record ChainLoad(int warmUp, int portion, int sales, int singles, int paced) {

  /** Some 50 KB: what a store sends first after silence is closed at 64 KiB. */
  static final ChainLoad USUAL = new ChainLoad(2_000, 1_000, 50, 500, 2_800);

  /** 2,000 stores with 2,000 documents each in the twelve hours of a day's trade. */
  static final int TRADE_PER_SECOND = 2_000 * 2_000 / (12 * 3_600);

  private static final Duration START = Duration.ofMinutes(2);
  private static final int SLOWEST_PER_SECOND = 10; // envelopes

  /** How long so many envelopes may take before the measurement is given up. */
  static Duration within(int envelopes) {
    return START.plusSeconds(envelopes / SLOWEST_PER_SECOND);
  }
}
