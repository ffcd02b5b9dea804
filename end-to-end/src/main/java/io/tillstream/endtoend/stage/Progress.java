package io.tillstream.endtoend.stage;

import java.io.PrintStream;
import java.time.Duration;

/**
 * What happens just now: one line that is written over on a terminal, else a line every few
 * seconds. Thread-safe.
 */
public final class Progress {

  private static final Duration ON_TERMINAL = Duration.ofMillis(100);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);
  private static final int WIDTH = 78;

  private final PrintStream out;
  private final boolean terminal;
  private final long startedNanos = System.nanoTime();
  private long shownNanos;
  private boolean written;

  /**
   * Tells on this stream.
   *
   * @param terminal whether a line may be written over
   */
  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A new step begins; always shown. */
  public synchronized void step(String text) {
    show(text);
  }

  /** Within a step; shown when the last line is old enough. */
  public synchronized void update(String text) {
    Duration rest = terminal ? ON_TERMINAL : ELSEWHERE;
    if (System.nanoTime() - shownNanos >= rest.toNanos()) {
      show(text);
    }
  }

  /** Leaves a clean line for what is printed next. */
  public synchronized void clear() {
    if (terminal && written) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
      out.flush();
    }
    written = false;
  }

  private void show(String text) {
    shownNanos = System.nanoTime();
    long seconds = (shownNanos - startedNanos) / 1_000_000_000;
    String line = "[%3d s] %s".formatted(seconds, text);
    if (terminal) {
      String fitted = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
      out.print("\r" + fitted + " ".repeat(WIDTH - fitted.length()));
      out.flush();
    } else {
      out.println(line);
    }
    written = true;
  }
}
