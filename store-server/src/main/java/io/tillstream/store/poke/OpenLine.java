package io.tillstream.store.poke;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.Poke;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A line and what was last said on it. One thread speaks; answers to what was said come on any.
 *
 * @param stream whose line it is
 */
record OpenLine(DocumentStream stream, Line line, AtomicInteger unread, Said said) {

  private static final long NEVER = Long.MIN_VALUE;

  /** The last poke and when it went out, in nanoseconds. */
  static final class Said {
    private Poke poke;
    private long atNanos = NEVER;
  }

  OpenLine(DocumentStream stream, Line line) {
    this(stream, line, new AtomicInteger(), new Said());
  }

  /**
   * Says that something is new, unless that was said, or said so lately that it must wait.
   *
   * @param pauseNanos between two pokes
   * @return nanoseconds until it should be looked at again; {@link Long#MAX_VALUE} when nothing
   *     waits
   */
  long tell(Poke poke, Function<Poke, String> json, long nowNanos, long pauseNanos) {
    if (poke.equals(said.poke)) {
      return Long.MAX_VALUE;
    }
    long rest = said.atNanos == NEVER ? 0 : said.atNanos + pauseNanos - nowNanos;
    if (rest > 0) {
      return rest;
    }
    said.poke = poke;
    said.atNanos = nowNanos;
    String text = json.apply(poke);
    send(() -> line.poke(text));
    return Long.MAX_VALUE;
  }

  void beat() {
    send(line::beat);
  }

  private void send(Supplier<CompletionStage<?>> words) {
    unread.incrementAndGet();
    said(words)
        .whenComplete(
            (done, fault) -> {
              unread.decrementAndGet();
              if (fault != null) {
                line.close();
              }
            });
  }

  /** A line that ends at this moment may throw; the others are none the worse for it. */
  private static CompletionStage<?> said(Supplier<CompletionStage<?>> words) {
    try {
      return words.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
