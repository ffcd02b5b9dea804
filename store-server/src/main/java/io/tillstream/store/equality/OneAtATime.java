package io.tillstream.store.equality;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one comparison run at a time: whoever asks meanwhile gets the result of the one that runs,
 * if that is as thorough. Thread-safe.
 */
final class OneAtATime {

  private final Comparison comparison;
  private final AtomicReference<Run> running = new AtomicReference<>();

  OneAtATime(Comparison comparison) {
    this.comparison = comparison;
  }

  /** What is run. */
  @FunctionalInterface
  interface Comparison {

    Proof make(boolean thoroughly) throws SQLException;
  }

  private record Run(boolean thorough, CompletableFuture<Proof> proof) {}

  /**
   * Compares, or waits for the comparison that is under way.
   *
   * @throws SQLException when the store's own books cannot be read
   */
  Proof now(boolean thoroughly) throws SQLException {
    while (true) {
      Run mine = new Run(thoroughly, new CompletableFuture<>());
      Run other = running.compareAndExchange(null, mine);
      if (other == null) {
        return run(mine);
      }
      try {
        Proof proof = other.proof().join();
        if (other.thorough() || !thoroughly) {
          return proof;
        }
      } catch (CompletionException e) {
        // It failed for whoever ran it: this one attempts it again.
      }
    }
  }

  private Proof run(Run mine) throws SQLException {
    try {
      Proof proof = comparison.make(mine.thorough());
      running.set(null);
      mine.proof().complete(proof);
      return proof;
    } finally {
      running.compareAndSet(mine, null);
      // Nobody waits for a comparison that has failed; after a good one this does nothing.
      mine.proof().completeExceptionally(new IllegalStateException("the comparison failed"));
    }
  }
}
