package io.tillstream.endtoend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Writes a policy that settles small oversells, tries it on the cases that wait, switches it on,
 * and sees whether it settles what the trial said: those cases in that way, and no others.
 */
final class CheckPolicy {

  private static final String NAME = "demo-small-oversells";
  private static final String POLICY = "/api/policies/" + NAME;
  private static final int VERSION = 1;
  private static final int PAGE = 500;
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_NANOS = 200_000_000;

  private final Store store;
  private final HttpPeer office;
  private final Consumer<String> progress;

  CheckPolicy(Store store, Consumer<String> progress) {
    this.store = store;
    this.office = store.admin();
    this.progress = progress;
  }

  /** Does all that. */
  Verdict verdict() throws IOException {
    progress.accept("Trying a policy on the cases of " + store.id() + ", and switching it on");
    post(
        "/api/policies",
        "{\"name\":\"%s\",\"kind\":\"oversell\",\"quantityAtMost\":\"%s\",\"choice\":\"compensate\",\"by\":\"Ann\"}"
            .formatted(NAME, ConflictGoods.SMALL));
    JsonNode trial = post(POLICY + "/dry-run?days=1", "");
    Map<String, JsonNode> said = new TreeMap<>();
    for (JsonNode tried : trial.path("cases")) {
      if (tried.path("when").asText().equals("now")) {
        said.put(tried.path("case").asText(), tried);
      }
    }
    post(POLICY + "/switch", "{\"version\":%d,\"on\":true,\"by\":\"Ben\"}".formatted(VERSION));
    awaitSettled(said.size());
    return new Verdict(
        "policy",
        "the dry run said that it settles %s and leaves %,d to a person, and so it did, switched on"
            .formatted(said.isEmpty() ? "nothing" : subjects(said), trial.path("left").asLong()),
        findings(said));
  }

  private static String subjects(Map<String, JsonNode> said) {
    return String.join(
        ", ", said.values().stream().map(tried -> tried.path("subject").asText()).toList());
  }

  private List<String> findings(Map<String, JsonNode> said) throws IOException {
    List<String> findings = new ArrayList<>();
    if (said.isEmpty()) {
      findings.add("the dry run found nothing to settle, although a small oversell was open");
    }
    for (Map.Entry<String, JsonNode> each : said.entrySet()) {
      JsonNode now = office.json("/api/cases/" + each.getKey());
      JsonNode decision = now.path("decision");
      String choice = each.getValue().path("choice").asText();
      if (!decision.path("choice").asText().equals(choice)
          || !decision
              .path("by")
              .asText()
              .equals("policy %s, version %d".formatted(NAME, VERSION))) {
        findings.add(
            "case %s was to be settled with %s, but is %s: %s"
                .formatted(each.getKey(), choice, now.path("state").asText(), decision));
      }
      for (JsonNode effect : each.getValue().path("stock")) {
        requireOnHand(effect, findings);
      }
    }
    for (String settled : settled()) {
      if (!said.containsKey(settled)) {
        findings.add("case " + settled + " was settled, which the dry run did not say");
      }
    }
    return findings;
  }

  private void requireOnHand(JsonNode effect, List<String> findings) throws IOException {
    JsonNode stock =
        office.json(
            "/api/stock/%s?location=%s"
                .formatted(
                    HttpPeer.escape(effect.path("item").asText()),
                    effect.path("location").asText()));
    Quantity after = quantity(effect.path("after"));
    if (!quantity(stock.path("quantity")).equals(after)) {
      findings.add("%s, but on hand is %s".formatted(effect, stock.path("quantity")));
    }
  }

  private static Quantity quantity(JsonNode decimal) {
    return Quantity.of(new BigDecimal(decimal.asText()));
  }

  private void awaitSettled(int cases) throws IOException {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    while (settled().size() < cases && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /** Those that were settled by it. */
  private List<String> settled() throws IOException {
    List<String> settled = new ArrayList<>();
    String after = "";
    while (after != null) {
      JsonNode page = office.json("/api/cases?state=settled&limit=" + PAGE + after);
      for (JsonNode each : page.path("cases")) {
        JsonNode whole = office.json("/api/cases/" + each.path("case").asText());
        if (whole.path("decision").path("by").asText().startsWith("policy " + NAME + ",")) {
          settled.add(each.path("case").asText());
        }
      }
      after = page.has("next") ? "&after=" + page.path("next").asText() : null;
    }
    return settled;
  }

  private JsonNode post(String path, String body) throws IOException {
    return office.post(path, body).orRefused().json();
  }
}
