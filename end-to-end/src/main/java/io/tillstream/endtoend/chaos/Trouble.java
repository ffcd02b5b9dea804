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
  default String kind() {
    return switch (this) {
      case AgentKilled killed -> "agent killed";
      case StoreKilled killed -> "store killed";
      case HeadOfficeKilled killed -> "head office killed";
      case LineCut cut -> "line cut";
      case LineReset reset -> "connections reset";
      case LineSuffers suffers ->
          switch (suffers.fault()) {
            case Fault.None() -> "line untouched";
            case Fault.Delay delay -> "line slow to answer";
            case Fault.Bandwidth bandwidth -> "line narrow";
            case Fault.CutAfter cut -> "line cut in mid-body";
            case Fault.ResetAfter reset -> "line reset in mid-body";
            case Fault.StallAfter stall -> "line stalled";
            case Fault.BlackHole() -> "line a black hole";
            case Fault.HalfOpen() -> "line half open";
          };
      case PricesChanged changed -> "prices changed";
      case StoreRestored restored -> "store restored";
      case TerminalRestored restored -> "terminal restored";
      case TerminalCopied copied -> "terminal copied";
    };
  }

  /** A terminal's agent is killed, and started again after a while. */
  record AgentKilled(int terminal, Duration down) implements Trouble {}

  /** A store server is killed, and started again after a while. */
  record StoreKilled(int store, Duration down) implements Trouble {}

  /** Head office is killed, and started again after a while. */
  record HeadOfficeKilled(Duration down) implements Trouble {}

  /** A line is cut: connections are closed and none can be made. */
  record LineCut(Where where, Duration holds) implements Trouble {}

  /** All connections over a line are reset at one moment. */
  record LineReset(Where where) implements Trouble {}

  /** One direction of a line suffers a fault. */
  record LineSuffers(Where where, Direction direction, Fault fault, Duration holds)
      implements Trouble {}

  /** A store changes the prices of some items. */
  record PricesChanged(int store, int items) implements Trouble {}

  /**
   * A store's database is restored from an older backup; where there is none yet, one is made, for
   * the next time.
   */
  record StoreRestored(int store) implements Trouble {}

  /**
   * The disk of which there is an image is put back to it, and its terminal enrolled anew; where
   * there is none, one is taken of this terminal's, for the next time.
   */
  record TerminalRestored(int terminal) implements Trouble {}

  /** A second machine starts with a copy of a terminal's disk. */
  record TerminalCopied(int terminal) implements Trouble {}

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
