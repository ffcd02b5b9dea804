package io.tillstream.endtoend.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.http.HttpPeer;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a program shows of its books, to the last page, so that a change of any row is
 * seen.
 */
final class Fingerprint {

  /** What contacts, clocks and a program's own work change, field by field of each path. */
  static final Map<String, List<String>> MOVES =
      Map.of(
          "/api/terminals",
          List.of(
              "terminals.lastContact",
              "terminals.pending",
              "terminals.oldestPending",
              "terminals.agentVersion",
              "terminals.skewMillis"),
          "/api/stores",
          List.of("stores.lastEnvelopeAt"),
          // Some seconds behind the books, which are looked at themselves.
          "/api/valuation",
          List.of("position", "head", "recomputingAt", "lastRecomputation"),
          "/api/valuation/MAIN/items",
          List.of("items", "next"),
          "/api/valuation/MAIN/months/2026-11",
          List.of("moved", "next"),
          "/api/valuation/MAIN/late",
          List.of("late", "next"),
          "/api/entities",
          List.of("entities.movements", "entities.currency"),
          "/api/status",
          List.of("uplink", "log.checkedTo", "stores.lastEnvelopeAt", "stores.forkSeenAt"),
          "/v1/documents",
          List.of("documents.delivery"),
          "/v1/status",
          List.of(
              "pending",
              "acknowledged",
              "oldestPending",
              "epochs.pending",
              "link",
              "poke",
              "credential",
              "upload",
              "trouble",
              "lastContact",
              "skewMillis",
              "catalogue.checkpointAt",
              "catalogue.asOf",
              "catalogue.ageSeconds",
              "disk"));

  /**
   * What a terminal changes besides by a greeting in good form, whatever it says: the store notes
   * that a copy may be about.
   */
  static final Map<String, List<String>> MOVED_BY_TERMINALS =
      Map.of("/api/terminals", List.of("terminals.identity", "terminals.refusedAt"));

  private final Map<String, String> seen = new TreeMap<>();

  private Fingerprint() {}

  /**
   * Asks for these lists.
   *
   * @param paths each with a query
   * @param besides what is left out besides what moves by itself
   */
  static Fingerprint of(HttpPeer peer, Collection<String> paths, Map<String, List<String>> besides)
      throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    for (String path : paths) {
      String list = path.substring(0, path.indexOf('?'));
      StringBuilder all = new StringBuilder();
      String after = "";
      do {
        HttpAnswer told = peer.get(path + after);
        all.append(told.status()).append(' ');
        JsonNode page = told.isSuccess() ? told.json() : null;
        if (page != null) {
          MOVES.getOrDefault(list, List.of()).forEach(field -> forget(page, field));
          besides.getOrDefault(list, List.of()).forEach(field -> forget(page, field));
          all.append(page);
        }
        after =
            page == null || page.path("next").isMissingNode()
                ? null
                : "&after=" + HttpPeer.escape(page.path("next").asText());
      } while (after != null);
      fingerprint.seen.put(path, all.toString());
    }
    return fingerprint;
  }

  private static void forget(JsonNode node, String field) {
    int dot = field.indexOf('.');
    if (node.isArray()) {
      node.forEach(each -> forget(each, field));
    } else if (dot >= 0) {
      forget(node.path(field.substring(0, dot)), field.substring(dot + 1));
    } else if (node instanceof ObjectNode object) {
      object.remove(field);
    }
  }

  /** Where another one differs; empty when it does not. */
  String differenceTo(Fingerprint later) {
    StringBuilder difference = new StringBuilder();
    for (Map.Entry<String, String> entry : seen.entrySet()) {
      String now = later.seen.get(entry.getKey());
      if (!entry.getValue().equals(now)) {
        difference.append(
            "%n%s was %s%n  and is %s".formatted(entry.getKey(), entry.getValue(), now));
      }
    }
    return difference.toString();
  }
}
