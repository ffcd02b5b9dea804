package io.tillstream.protocol.simulation;

import java.time.Instant;
import java.util.EnumSet;
import java.util.PriorityQueue;
import java.util.Set;

/** Time, what is to come, and whether faults come. One thread; the same every time for one seed. */
final class World {

  private static final Instant BEGINNING = Instant.parse("2026-12-30T21:00:00Z");
  private static final int DEATH_PERMILLE = 3;
  private static final int POWER_CUT_PERCENT = 40;
  private static final long NEVER = -1;

  private final Dice dice;
  private final Set<Protection> removed;
  private final Network network = new Network(this);
  private final Chronicle chronicle = new Chronicle();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private int places;
  private long now;
  private long order;
  private long daysAdded;
  private boolean faults;
  private long boundaries;
  private long dieAtBoundary = NEVER;
  private Program touched;

  World(long seed, Set<Protection> removed, Set<Long> withheld) {
    this.removed = removed.isEmpty() ? Set.of() : EnumSet.copyOf(removed);
    this.dice = new Dice(seed, withheld);
  }

  int enter() {
    return places++;
  }

  Dice dice() {
    return dice;
  }

  Network network() {
    return network;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  /** Simulated milliseconds since the beginning. */
  long now() {
    return now;
  }

  /** The true time of day. */
  Instant time() {
    return BEGINNING.plusMillis(now).plusSeconds(daysAdded * 86_400);
  }

  /** Everybody sleeps: nothing happens for a day but the calendar. */
  void skipADay() {
    daysAdded++;
  }

  boolean protects(Protection protection) {
    return !removed.contains(protection);
  }

  void faults(boolean come) {
    faults = come;
  }

  boolean hasFaults() {
    return faults;
  }

  /** A fault, while faults come. */
  boolean chance(Chance fault, Place where, int permille) {
    return faults && dice.happens(fault, where, permille);
  }

  /** The process of the last step. */
  Program touched() {
    return touched;
  }

  /** How many places there were so far where a process could have died. */
  long boundaries() {
    return boundaries;
  }

  /** Lets whoever comes to this place die there. */
  void dieAtBoundary(long boundary) {
    dieAtBoundary = boundary;
  }

  /** A place where a process may die. */
  void boundary(Program process) {
    if (boundaries++ == dieAtBoundary) {
      throw new Died(dieAtBoundary % 2 == 0);
    }
    if (chance(Chance.PROGRAM_DIES, process, DEATH_PERMILLE)) {
      throw new Died(dice.below(100, process) < POWER_CUT_PERCENT);
    }
  }

  /** Runs a part of a process, which may die of it. */
  void run(Program process, Program.Effect what) {
    touched = process;
    try {
      what.happen();
    } catch (Died died) {
      process.die(died.byPowerCut());
    } catch (DiskFull full) {
      // What was asked for is not done; whoever asked hears nothing and asks again.
    }
  }

  void after(long millis, Runnable what) {
    events.add(new Event(now + millis, order++, null, 0, what));
  }

  void after(long millis, Program process, int life, Runnable what) {
    events.add(new Event(now + millis, order++, process, life, what));
  }

  /**
   * The next event.
   *
   * @return false when nothing is to come until then
   */
  boolean step(long untilMillis) {
    Event event = events.peek();
    if (event == null || event.atMillis > untilMillis) {
      now = untilMillis;
      return false;
    }
    events.poll();
    now = event.atMillis;
    if (event.process == null || event.process.life() == event.life) {
      touched = event.process;
      event.what.run();
    }
    return true;
  }

  private record Event(long atMillis, long order, Program process, int life, Runnable what)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return atMillis != other.atMillis
          ? Long.compare(atMillis, other.atMillis)
          : Long.compare(order, other.order);
    }
  }
}
