package io.tillstream.endtoend.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.endtoend.http.HttpPeer;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Everything that a program shows of its books, so that a change of any row is seen. */
final class Fingerprint {

  /** What contacts and clocks change, and what a program says of its surroundings. */
  private static final Set<String> VOLATILE =
      Set.of(
          "serverTime",
          "lastContact",
          "lastSeen",
          "contact",
          "pending",
          "oldestPending",
          "agentVersion",
          "lastEnvelopeAt",
          "forkSeenAt",
          "uplink",
          "position",
          "checkedTo",
          "checkpointAt",
          "disk",
          "link",
          "trouble",
          "skewMillis",
          "upload",
          "credential",
          "poke",
          "memory",
          "uptime",
          "now",
          "expiresAt",
          "terminals",
          "forecast");

  private final Map<String, String> seen = new TreeMap<>();

  private Fingerprint() {}

  /**
   * Asks for these lists.
   *
   * @param paths each with whatever it takes to get all of it
   */
  static Fingerprint of(HttpPeer peer, Collection<String> paths) throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    for (String path : paths) {
      JsonNode told = peer.json(path);
      forget(told);
      fingerprint.seen.put(path, told.toString());
    }
    return fingerprint;
  }

  private static void forget(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(VOLATILE);
    }
    node.forEach(Fingerprint::forget);
  }

  /** Where another one differs; empty when it does not. */
  Optional<String> differenceTo(Fingerprint later) {
    for (Map.Entry<String, String> entry : seen.entrySet()) {
      String now = later.seen.get(entry.getKey());
      if (!entry.getValue().equals(now)) {
        return Optional.of(entry.getKey() + " was " + entry.getValue() + " and is " + now);
      }
    }
    return Optional.empty();
  }
}
