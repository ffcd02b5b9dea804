package io.tillstream.endtoend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** Whether each conflict that was brought about is one case that names its documents. */
final class CheckCases {

  private static final List<String> STATES = List.of("open", "settled", "gone");
  private static final int PAGE = 500;
  // A store hears of the other end of a transfer when it asks head office.
  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final long LOOK_EVERY_NANOS = 200_000_000;

  private final Chain chain;

  CheckCases(Chain chain) {
    this.chain = chain;
  }

  /** The verdict on one. */
  Verdict on(SeededConflict conflict) throws IOException {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    List<Found> cases = of(conflict);
    while (cases.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      cases = of(conflict);
    }
    List<String> findings = new ArrayList<>();
    if (cases.size() != 1) {
      findings.add(
          "there are %d cases of %s: %s".formatted(cases.size(), conflict.subject(), cases));
    }
    for (Found found : cases) {
      if (!found.store().equals(conflict.store())) {
        findings.add("its case is in %s, not in %s".formatted(found.store(), conflict.store()));
      }
      if (!found.documents().equals(new TreeSet<>(conflict.documents()))) {
        findings.add(
            "it names %s, but came about by %s"
                .formatted(found.documents(), new TreeSet<>(conflict.documents())));
      }
    }
    String why = cases.size() == 1 ? ": " + cases.getFirst().why() : "";
    return new Verdict(conflict.name(), "is one case and names its documents" + why, findings);
  }

  /**
   * A case.
   *
   * @param documents it names, by their keys
   */
  private record Found(String store, String name, String why, TreeSet<String> documents) {
    @Override
    public String toString() {
      return store + " " + name;
    }
  }

  private List<Found> of(SeededConflict conflict) throws IOException {
    List<Found> found = new ArrayList<>();
    for (Store store : chain.stores()) {
      for (String state : STATES) {
        String after = "";
        while (after != null) {
          JsonNode page =
              store
                  .admin()
                  .json(
                      "/api/cases?state=%s&kind=%s&limit=%d%s"
                          .formatted(
                              state,
                              conflict.kind(),
                              PAGE,
                              after.isEmpty() ? "" : "&after=" + after));
          for (JsonNode each : page.path("cases")) {
            if (each.path("subject").asText().equals(conflict.subject())) {
              found.add(
                  new Found(
                      store.id().value(),
                      each.path("case").asText(),
                      each.path("why").asText(),
                      new TreeSet<>(each.path("documents").findValuesAsText("document"))));
            }
          }
          after = page.path("next").asText(null);
        }
      }
    }
    return found;
  }
}
