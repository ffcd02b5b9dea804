package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.link.Direction;
import io.tillstream.endtoend.link.Fault;
import java.time.Duration;

/**
 * Something that befalls the shops. Terminals and stores are counted from 0; a terminal among all
 * of them, store by store.
 */
public sealed interface Trouble {

  /** How it is counted: {@code agent killed}. */
  String kind();

  /** A terminal's agent is killed, and started again after a while. */
  record AgentKilled(int terminal, Duration down) implements Trouble {
    @Override
    public String kind() {
      return "agent killed";
    }
  }

  /** A store server is killed, and started again after a while. */
  record StoreKilled(int store, Duration down) implements Trouble {
    @Override
    public String kind() {
      return "store killed";
    }
  }

  /** Head office is killed, and started again after a while. */
  record HeadOfficeKilled(Duration down) implements Trouble {
    @Override
    public String kind() {
      return "head office killed";
    }
  }

  /** A line is cut: connections are closed and none can be made. */
  record LineCut(Where where, Duration holds) implements Trouble {
    @Override
    public String kind() {
      return "line cut";
    }
  }

  /** All connections over a line are reset at one moment. */
  record LineReset(Where where) implements Trouble {
    @Override
    public String kind() {
      return "connections reset";
    }
  }

  /** One direction of a line suffers a fault. */
  record LineSuffers(Where where, Direction direction, Fault fault, Duration holds)
      implements Trouble {
    @Override
    public String kind() {
      return switch (fault) {
        case Fault.None() -> "line untouched";
        case Fault.Delay delay -> "line slow to answer";
        case Fault.Bandwidth bandwidth -> "line narrow";
        case Fault.CutAfter cut -> "line cut in mid-body";
        case Fault.ResetAfter reset -> "line reset in mid-body";
        case Fault.StallAfter stall -> "line stalled";
        case Fault.BlackHole() -> "line a black hole";
        case Fault.HalfOpen() -> "line half open";
      };
    }
  }

  /** A store changes the prices of some items. */
  record PricesChanged(int store, int items) implements Trouble {
    @Override
    public String kind() {
      return "prices changed";
    }
  }

  /**
   * A store's database is restored from an older backup; where there is none yet, one is made, for
   * the next time.
   */
  record StoreRestored(int store) implements Trouble {
    @Override
    public String kind() {
      return "store restored";
    }
  }

  /**
   * A terminal's disk is restored from an older image, and the terminal enrolled anew; where there
   * is no image yet, one is taken, for the next time.
   */
  record TerminalRestored(int terminal) implements Trouble {
    @Override
    public String kind() {
      return "terminal restored";
    }
  }

  /** A second machine starts with a copy of a terminal's disk. */
  record TerminalCopied(int terminal) implements Trouble {
    @Override
    public String kind() {
      return "terminal copied";
    }
  }

  /** A line of the chain. */
  sealed interface Where {

    /** Between one terminal and its store. */
    record OfTerminal(int terminal) implements Where {}

    /** Between a store and all of its terminals. */
    record OfStore(int store) implements Where {}

    /** Between a store and head office. */
    record Uplink(int store) implements Where {}
  }
}
