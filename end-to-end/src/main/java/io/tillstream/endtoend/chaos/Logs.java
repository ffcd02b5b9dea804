package io.tillstream.endtoend.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Whether the stores' change logs are whole, as they find when they look through them (I4). */
final class Logs {

  private static final Duration LOOKED_THROUGH_WITHIN = Duration.ofMinutes(5);
  private static final Duration ASK_EVERY = Duration.ofMillis(500);

  private Logs() {}

  /** Waits until each store has looked through its log, up to where it stands now. */
  static Looked await(Chain chain) throws IOException {
    long changes = 0;
    List<String> against = new ArrayList<>();
    for (Store store : chain.stores()) {
      long head = store.status().path("head").asLong();
      changes += head;
      JsonNode log = lookedThrough(store, head);
      if (log.hasNonNull("gap")) {
        against.add("store %s: %s".formatted(store.id(), log.path("gap").asText()));
      } else if (log.path("checkedTo").asLong() < head) {
        against.add(
            "store %s has looked at %,d of %,d changes"
                .formatted(store.id(), log.path("checkedTo").asLong(), head));
      }
    }
    return new Looked(changes, against);
  }

  private static JsonNode lookedThrough(Store store, long head) throws IOException {
    long deadline = System.nanoTime() + LOOKED_THROUGH_WITHIN.toNanos();
    JsonNode log = store.status().path("log");
    while (log.path("checkedTo").asLong() < head
        && !log.hasNonNull("gap")
        && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(ASK_EVERY.toNanos());
      log = store.status().path("log");
    }
    return log;
  }
}
