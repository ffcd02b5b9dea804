package io.tillstream.endtoend.tier;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Waits until every terminal shows its store's catalogue and stock. */
public final class AwaitSeeded {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration WAIT_MAX = Duration.ofMinutes(3);

  private AwaitSeeded() {}

  /**
   * Waits.
   *
   * @throws IOException when a terminal is still not seeded after some minutes
   */
  public static void await(List<Terminal> terminals) throws IOException {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (true) {
      List<String> behind = new ArrayList<>();
      for (Terminal terminal : terminals) {
        long changes = Terminal.changesBehind(terminal.store().status(), terminal.status());
        if (changes > 0) {
          behind.add("terminal %s is %,d changes behind".formatted(terminal.name(), changes));
        }
      }
      if (behind.isEmpty()) {
        return;
      }
      for (Terminal terminal : terminals) {
        terminal.program().requireAlive();
        terminal.store().program().requireAlive();
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "after "
                + WAIT_MAX.toSeconds()
                + " s the catalogue has not arrived: "
                + String.join("; ", behind));
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
