package io.tillstream.agent.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnHandTest {

  @TempDir Path folder;

  @Test
  void aFigureNeverFlickersWhileDocumentsMoveFromHereIntoTheStoresFigure() throws Exception {
    try (SmallStore store = new SmallStore().sells("HEART", "Heart", 10_000, 1000);
        TestTerminal terminal = TestTerminal.enrolled(store, folder);
        ExecutorService screens = Executors.newFixedThreadPool(2)) {
      terminal.pullsAll();
      AtomicBoolean done = new AtomicBoolean();
      Set<Long> seen = new ConcurrentSkipListSet<>();
      for (int sold = 1; sold <= 20; sold++) {
        terminal.sells("r" + sold, "HEART", 1);
        long expected = (1000 - sold) * 1000L;
        seen.clear();
        done.set(false);
        Future<?> one = screens.submit(() -> watch(terminal, done, seen));
        Future<?> list = screens.submit(() -> watchList(terminal, done, seen));
        terminal.up.step();
        terminal.pullsAll();
        done.set(true);
        one.get();
        list.get();
        assertThat(seen).containsExactly(expected);
      }
    }
  }

  private static void watch(TestTerminal terminal, AtomicBoolean done, Set<Long> seen) {
    do {
      seen.add(terminal.shows("HEART"));
    } while (!done.get());
  }

  private static void watchList(TestTerminal terminal, AtomicBoolean done, Set<Long> seen) {
    do {
      terminal.onHand.list("", 10).forEach(entry -> seen.add(entry.getValue().thousandths()));
    } while (!done.get());
  }
}
