package io.tillstream.protocol.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A database that tells three things apart: what a transaction has in hand (a change not yet given
 * to it), what is committed and seen by every reader, and what is on disk. A killed process loses
 * the first, a power cut all but the last.
 */
final class Database<S extends Database.State<S>> {

  /** What a database holds. Changed only by the changes given to {@link #commit}. */
  interface State<S> {

    /** An independent copy. */
    S copy();
  }

  private final List<Consumer<S>> unsynced = new ArrayList<>();
  private S visible;
  private S durable;
  private boolean full;

  Database(S empty) {
    visible = empty;
    durable = empty.copy();
  }

  /** What readers see. */
  S read() {
    return visible;
  }

  /** What a power cut leaves. */
  S durable() {
    return durable;
  }

  /** A whole transaction, which must do the same each time it is applied. */
  void commit(Consumer<S> change) throws DiskFull {
    if (full) {
      throw new DiskFull();
    }
    change.accept(visible);
    unsynced.add(change);
  }

  /** Everything committed is on disk after this. */
  void sync() {
    unsynced.forEach(change -> change.accept(durable));
    unsynced.clear();
  }

  void losePower() {
    if (!unsynced.isEmpty()) {
      unsynced.clear();
      visible = durable.copy();
    }
  }

  /** Puts an older state in place of this one. */
  void restore(S backup) {
    unsynced.clear();
    visible = backup.copy();
    durable = backup.copy();
  }

  void fill(boolean isFull) {
    full = isFull;
  }
}
