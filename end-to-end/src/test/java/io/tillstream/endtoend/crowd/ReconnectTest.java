package io.tillstream.endtoend.crowd;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.WriteCatalogue;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.UnitPrice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * I22: the network of a whole shop comes back at once. The store has the memory of the
 * demonstration; it ends by itself when that is not enough.
 */
@Timeout(300)
class ReconnectTest {

  private static final int TERMINALS = 300;
  private static final int DOCUMENTS = 20;
  private static final int ITEMS = 5_000;
  private static final int FETCHING_MAX = 100;

  private static final Queue<String> odd = new ConcurrentLinkedQueue<>();
  private static final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
  private static Shop shop;
  private static List<LightTerminal> terminals;

  @BeforeAll
  static void enrol() throws Exception {
    shop = aShop();
    shop.store().importCatalogue(WriteCatalogue.of(manyItems()));
    terminals = new ArrayList<>();
    for (int t = 1; t <= TERMINALS; t++) {
      LightTerminal terminal = LightTerminal.at(shop.store(), new TerminalId("L" + t));
      terminal.sells(DOCUMENTS, "M00001");
      terminals.add(terminal);
    }
  }

  @AfterAll
  static void close() throws IOException {
    terminals.forEach(LightTerminal::close);
    shop.close();
  }

  @Test
  void threeHundredTerminalsReconnectAtOnceAndNobodyLosesAnythingOrWaitsForDownloads()
      throws Exception {
    CountDownLatch networkIsBack = new CountDownLatch(1);
    AtomicBoolean allDelivered = new AtomicBoolean();
    AtomicInteger fetched = new AtomicInteger();
    List<Thread> delivering = new ArrayList<>();
    List<Thread> fetching = new ArrayList<>();
    for (LightTerminal terminal : terminals) {
      delivering.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    await(networkIsBack);
                    reconnect(terminal);
                  }));
    }
    // They go on fetching from the beginning until the last document of the others is delivered.
    for (LightTerminal terminal : terminals.subList(0, FETCHING_MAX)) {
      fetching.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    await(networkIsBack);
                    while (!allDelivered.get()) {
                      fetched.addAndGet(fetch(terminal) ? 1 : 0);
                    }
                  }));
    }

    networkIsBack.countDown();
    for (Thread thread : delivering) {
      thread.join();
    }
    allDelivered.set(true);
    for (Thread thread : fetching) {
      thread.join();
    }

    System.out.printf("300 terminals: answers %s, %d downloads%n", statuses, fetched.get());
    assertThat(odd).isEmpty();
    assertThat(terminals).allMatch(terminal -> terminal.pending() == 0);
    assertThat(fetched).as("downloads went on meanwhile").hasPositiveValue();
    shop.store().program().requireAlive();
    Until.holds(
        "the books hold every document once",
        () ->
            shop.store().status().path("documents").path("made").asLong()
                == (long) TERMINALS * DOCUMENTS);
    assertThat(shop.store().status().path("streams"))
        .filteredOn(row -> row.path("terminal").asText().startsWith("L"))
        .hasSize(TERMINALS)
        .allMatch(row -> row.path("n").asLong() == DOCUMENTS);
  }

  private static void reconnect(LightTerminal terminal) {
    try {
      terminal.listens();
      count(terminal.shakesHands(), 404);
      while (terminal.pending() > 0) {
        HttpAnswer answer = terminal.delivers();
        count(answer, 200);
        rest(answer);
      }
    } catch (IOException e) {
      odd.add(terminal.stream() + ": " + e);
    }
  }

  private static boolean fetch(LightTerminal terminal) {
    try {
      HttpAnswer snapshot = terminal.fetchesSnapshot();
      HttpAnswer answer = snapshot.status() == 404 ? terminal.fetchesChanges() : snapshot;
      count(answer, 200);
      rest(answer);
      return answer.isSuccess();
    } catch (IOException e) {
      odd.add(terminal.stream() + " fetching: " + e);
      return false;
    }
  }

  private static void count(HttpAnswer answer, int also) {
    statuses.computeIfAbsent(answer.status(), s -> new AtomicInteger()).incrementAndGet();
    if (answer.status() == 429) {
      if (!answer.retryAfter().matches("[0-9]{1,3}")) {
        odd.add("429 without Retry-After: " + answer.request());
      }
    } else if (answer.status() == 503 && answer.request().endsWith("/sync/v1/snapshot")) {
      // The store has just begun to make its first one, and says when to ask again.
      if (answer.retryAfter().isEmpty()) {
        odd.add("503 without Retry-After: " + answer.request());
      }
    } else if (!answer.isSuccess() && answer.status() != also) {
      odd.add(answer.request() + " was answered " + answer.status());
    }
  }

  // As the store asks; half as long again for some, so that not all come back together.
  private static void rest(HttpAnswer answer) {
    if (!answer.retryAfter().isEmpty()) {
      long seconds = Long.parseLong(answer.retryAfter());
      LockSupport.parkNanos((long) (seconds * 1_000_000_000L * (1 + Math.random() / 2)));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<CatalogueItem> manyItems() {
    return IntStream.rangeClosed(1, ITEMS)
        .mapToObj(
            i ->
                new CatalogueItem(
                    "M%05d".formatted(i),
                    "Many of these " + i,
                    new UnitPrice(12_500),
                    null,
                    List.of(),
                    true))
        .toList();
  }
}
