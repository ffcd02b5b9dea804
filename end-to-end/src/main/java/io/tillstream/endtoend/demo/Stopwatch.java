package io.tillstream.endtoend.demo;

import java.time.Duration;

/** Measures one lap after the other. */
final class Stopwatch {

  private long startedNanos = System.nanoTime();

  /** The time since the last lap. */
  Duration lap() {
    long now = System.nanoTime();
    Duration lap = Duration.ofNanos(now - startedNanos);
    startedNanos = now;
    return lap;
  }
}
