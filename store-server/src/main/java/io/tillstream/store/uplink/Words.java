package io.tillstream.store.uplink;

import io.tillstream.protocol.wire.StoreStanding;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Words of head office that come by themselves, in the order in which they came, until the uplink
 * hears them. Bounded: who brings more waits. Thread-safe.
 */
final class Words {

  private static final int WAITING_MAX = 100;
  private static final Word WAKE = new Word(null, null);

  private final BlockingQueue<Word> waiting = new LinkedBlockingQueue<>(WAITING_MAX);

  /**
   * A word, and whom to tell what was made of it.
   *
   * @param standing null for one that only wakes
   */
  record Word(StoreStanding standing, CompletableFuture<Void> heard) {}

  /** Waits for room. */
  void come(StoreStanding standing) throws InterruptedException {
    waiting.put(new Word(standing, new CompletableFuture<>()));
  }

  /**
   * The same for someone who wants to know when it was heard; completed exceptionally when never.
   */
  CompletableFuture<Void> bring(StoreStanding standing) {
    Word word = new Word(standing, new CompletableFuture<>());
    if (!waiting.offer(word)) {
      word.heard().completeExceptionally(new IllegalStateException("too many words at once"));
    }
    return word.heard();
  }

  /** Ends a rest. */
  void wake() {
    if (!waiting.offer(WAKE)) {
      return; // so many words wake as well
    }
  }

  /** Rests until a word comes; null when none has, or it was only to wake. */
  Word next(Duration rest) throws InterruptedException {
    Word word = waiting.poll(rest.toMillis(), TimeUnit.MILLISECONDS);
    return word == null || word.standing() == null ? null : word;
  }
}
