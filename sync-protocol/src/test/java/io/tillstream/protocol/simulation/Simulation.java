package io.tillstream.protocol.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One seed's story: shops open; faults come and business goes on; faults stop and everything must
 * come to rest; and the same again.
 */
final class Simulation {

  /** How long everything may take to come to rest: five minutes of simulated time (I15). */
  static final long REST_MILLIS_MAX = 300_000;

  private static final int ROUNDS = 2;
  private static final long OPENING_MILLIS = 12_000;
  private static final long FAULTS_MILLIS = 40_000;
  private static final long ROUND_MILLIS = 2_000;

  /**
   * What became of a seed.
   *
   * @param seed which
   * @param broken what did not hold, if anything
   * @param steps how many were taken
   * @param checks how often each invariant was looked at
   * @param happened how often each kind of thing happened
   * @param undetectable numbers printed twice by copies of a whole disk before first contact
   * @param parted streams that only people can bring together again
   * @param history what happened, in order
   */
  record Outcome(
      long seed,
      Optional<Broken> broken,
      long steps,
      Map<String, Long> checks,
      Map<Chance, Integer> happened,
      long undetectable,
      long parted,
      List<Happening> history) {}

  private final World world;
  private final Shop shop;
  private final Technician technician;
  private final Misfortune misfortune;
  private final Invariants invariants = new Invariants();
  private final long seed;
  private long steps;

  Simulation(long seed, Set<Protection> removed, Set<Long> withheld) {
    this.seed = seed;
    world = new World(seed, removed, withheld);
    shop = new Shop(world);
    technician = new Technician(shop);
    misfortune = new Misfortune(shop, technician);
  }

  static Outcome of(long seed) {
    return of(seed, Set.of(), Set.of());
  }

  static Outcome of(long seed, Set<Protection> removed, Set<Long> withheld) {
    return new Simulation(seed, removed, withheld).run();
  }

  World world() {
    return world;
  }

  Shop shop() {
    return shop;
  }

  Outcome run() {
    Optional<Broken> broken = Optional.empty();
    try {
      open();
      for (int round = 0; round < ROUNDS; round++) {
        faultsCome();
        faultsStop();
      }
    } catch (Broken e) {
      broken = Optional.of(e);
    }
    Map<String, Long> checks = new java.util.LinkedHashMap<>();
    invariants.all().forEach(i -> checks.merge(i.name(), i.checks(), Long::sum));
    return new Outcome(
        seed,
        broken,
        steps,
        checks,
        new EnumMap<>(counts()),
        invariants.undetectable(),
        shop.parted().size(),
        world.dice().history());
  }

  private Map<Chance, Integer> counts() {
    Map<Chance, Integer> counts = new EnumMap<>(Chance.class);
    counts.putAll(world.dice().counts());
    return counts;
  }

  void open() {
    shop.start();
    long until = world.now() + OPENING_MILLIS;
    while (world.now() < until) {
      technician.goRound();
      runUntil(world.now() + ROUND_MILLIS);
    }
  }

  private void faultsCome() {
    world.faults(true);
    shop.terminals().forEach(terminal -> terminal.till().open());
    long until = world.now() + FAULTS_MILLIS;
    while (world.now() < until) {
      misfortune.strike();
      runUntil(world.now() + Misfortune.PERIOD_MILLIS);
    }
    shop.terminals().forEach(terminal -> terminal.till().close());
    world.faults(false);
  }

  /** The network heals, disks are emptied, technicians come: everything must come to rest. */
  void faultsStop() {
    world.network().healAll();
    shop.terminals().forEach(terminal -> terminal.fillDisk(false));
    shop.stores().forEach(store -> store.database().fill(false));
    comeToRest();
    // To a terminal of version 1 a store's loss shows when it sends its next document.
    shop.terminals().stream()
        .filter(terminal -> !terminal.greets())
        .forEach(terminal -> terminal.till().deal());
    comeToRest();
    invariants.whenQuiet(shop);
  }

  private void comeToRest() {
    long until = world.now() + REST_MILLIS_MAX;
    do {
      technician.goRound();
      runUntil(world.now() + ROUND_MILLIS);
    } while (world.now() < until && !shop.isDrained());
  }

  void runUntil(long millis) {
    while (world.step(millis)) {
      steps++;
      invariants.afterStep(shop);
    }
  }
}
