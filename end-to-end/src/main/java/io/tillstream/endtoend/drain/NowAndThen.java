package io.tillstream.endtoend.drain;

import java.time.Duration;
import java.util.function.Consumer;

/** Passes on what is said every few seconds, for listeners to whom each sentence is a line. */
public final class NowAndThen implements Consumer<String> {

  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final Consumer<String> listener;
  private long saidNanos = System.nanoTime() - BETWEEN.toNanos();

  /** For this listener. */
  public NowAndThen(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  public void accept(String sentence) {
    if (System.nanoTime() - saidNanos >= BETWEEN.toNanos()) {
      saidNanos = System.nanoTime();
      listener.accept(sentence);
    }
  }
}
