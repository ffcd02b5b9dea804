package io.tillstream.protocol.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All chance of a world, from one seed. Every throw has a key of its own (what, where, the how
 * manieth), so that taking one happening away leaves the others as they were: that is what makes a
 * history shrink.
 */
final class Dice {

  private static final int PLACES = 64;

  private final long seed;
  private final Set<Long> withheld;
  private final Map<Chance, int[]> throwsSoFar = new EnumMap<>(Chance.class);
  private final List<Happening> history = new ArrayList<>();
  private final Map<Chance, Integer> counts = new EnumMap<>(Chance.class);

  Dice(long seed, Set<Long> withheld) {
    this.seed = seed;
    this.withheld = withheld;
  }

  /**
   * Whether something happens here and now.
   *
   * @param permille how likely
   */
  boolean happens(Chance what, Place where, int permille) {
    long key = key(what, where);
    if (Long.remainderUnsigned(mix(key), 1000) >= permille || withheld.contains(key)) {
      return false;
    }
    history.add(new Happening(key, where.world().now(), where.toString(), what));
    counts.merge(what, 1, Integer::sum);
    return true;
  }

  /** A number from 0 to below the bound, for the process. */
  int below(int bound, Place where) {
    long key = key(Chance.AMOUNT, where);
    return (int) Long.remainderUnsigned(mix(key), bound);
  }

  List<Happening> history() {
    return history;
  }

  Map<Chance, Integer> counts() {
    return counts;
  }

  private long key(Chance what, Place where) {
    int turn = throwsSoFar.computeIfAbsent(what, w -> new int[PLACES])[where.index()]++;
    return what.code << 40 | (long) where.index() << 32 | turn;
  }

  /** SplitMix64. */
  private long mix(long key) {
    long z = seed * 0x9E3779B97F4A7C15L + key * 0xD1B54A32D192ED03L + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
