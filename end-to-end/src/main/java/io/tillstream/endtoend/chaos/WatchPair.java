package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.http.Refused;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks again and again at two items whose prices their store only ever changes together, to a
 * price that neither had before: whoever shows one of a change shows both (I5). A thread of its
 * own.
 */
final class WatchPair implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  private final List<Terminal> terminals;
  private final String first;
  private final String second;
  private final Thread thread;
  private final List<String> torn = new ArrayList<>(); // of the thread, until it has ended
  private long looks; // likewise
  private volatile boolean closing;

  /** Begins to look. */
  WatchPair(List<Terminal> terminals, String first, String second) {
    this.terminals = List.copyOf(terminals);
    this.first = "/v1/items/" + HttpPeer.escape(first);
    this.second = "/v1/items/" + HttpPeer.escape(second);
    thread = Thread.ofPlatform().name("watch a pair of prices").start(this::watch);
  }

  private void watch() {
    for (int turn = 0; !closing; turn++) {
      Terminal terminal = terminals.get(turn % terminals.size());
      try (HttpPeer agent = terminal.local().answeringWithin(ANSWER_WITHIN)) {
        look(terminal.name(), agent);
      } catch (IOException | Refused e) {
        // Its agent is away; the next one is asked.
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  // Between two equal answers for the first nothing has changed, so the second must be of the same.
  private void look(String terminal, HttpPeer agent) throws IOException {
    BigDecimal before = Prices.price(agent.json(first));
    BigDecimal other = Prices.price(agent.json(second));
    BigDecimal after = Prices.price(agent.json(first));
    if (before.compareTo(after) == 0) {
      looks++;
      if (other.compareTo(before) != 0) {
        torn.add(
            "%s shows %s and %s, which never were at one time".formatted(terminal, before, other));
      }
    }
  }

  /** Ends, and tells what was seen. */
  Looked end() throws InterruptedException {
    close();
    thread.join();
    return new Looked(looks, torn);
  }

  @Override
  public void close() {
    closing = true;
  }
}
