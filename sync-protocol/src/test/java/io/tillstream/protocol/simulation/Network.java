package io.tillstream.protocol.simulation;

import java.util.HashSet;
import java.util.Set;

/** Loses, doubles, delays and cuts. A link is named by its lower end. */
final class Network {

  private static final int DROP_PERMILLE = 30;
  private static final int DOUBLE_PERMILLE = 30;
  private static final int DELAY_PERMILLE = 40;

  private final World world;
  private final Set<Place> cut = new HashSet<>();

  Network(World world) {
    this.world = world;
  }

  void cut(Place link) {
    cut.add(link);
  }

  void heal(Place link) {
    cut.remove(link);
  }

  void healAll() {
    cut.clear();
  }

  /** Carries one message over a link, or does not. */
  void carry(Place link, Runnable arrival) {
    if (world.chance(Chance.MESSAGE_DROPPED, link, DROP_PERMILLE)) {
      return;
    }
    deliver(link, arrival);
    if (world.chance(Chance.MESSAGE_DOUBLED, link, DOUBLE_PERMILLE)) {
      deliver(link, arrival);
    }
  }

  private void deliver(Place link, Runnable arrival) {
    long millis = 5L + world.dice().below(20, link);
    if (world.chance(Chance.MESSAGE_DELAYED, link, DELAY_PERMILLE)) {
      millis += world.dice().below(4_000, link);
    }
    world.after(
        millis,
        () -> {
          if (!cut.contains(link)) {
            arrival.run();
          }
        });
  }
}
