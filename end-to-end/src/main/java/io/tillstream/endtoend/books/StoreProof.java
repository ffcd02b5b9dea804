package io.tillstream.endtoend.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What a store itself says of how it compares with head office and with its terminals.
 *
 * @param store which
 * @param equal whether every part was compared to its end, and all hold the same
 * @param headOffice in a word
 * @param at the place in the store's change log at which both were compared
 * @param documents compared with head office
 * @param items likewise
 * @param differences that it names
 * @param uncompared parts that were not compared, or not to their end, and why
 * @param terminals that hold the documents, items, prices and stock that the store holds
 */
public record StoreProof(
    String store,
    boolean equal,
    String headOffice,
    long at,
    long documents,
    long items,
    List<String> differences,
    List<String> uncompared,
    int terminals) {

  // What a store made last is on its way for a moment, and its own copy for terminals, too.
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** Copies the lists. */
  public StoreProof {
    differences = List.copyOf(differences);
    uncompared = List.copyOf(uncompared);
  }

  /**
   * Has every terminal compare all its rows, and then every store every document and every
   * movement; some seconds long, until nothing is on its way any more.
   */
  public static List<StoreProof> read(Chain chain) throws IOException {
    List<StoreProof> proofs = new ArrayList<>();
    for (Store store : chain.stores()) {
      proofs.add(read(store, chain.terminalsOf(store)));
    }
    return proofs;
  }

  private static StoreProof read(Store store, List<Terminal> terminals) throws IOException {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    while (true) {
      for (Terminal terminal : terminals) {
        terminal.compareItself();
      }
      StoreProof proof = of(store.id().value(), store.equality());
      if (proof.equal() || !proof.differences().isEmpty() || System.nanoTime() > deadline) {
        return proof;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  static StoreProof of(String store, JsonNode proof) {
    JsonNode above = proof.path("headOffice");
    List<String> differences = new ArrayList<>();
    for (JsonNode document : above.path("documents")) {
      differences.add(document.path("key").asText() + ": " + document.path("detail").asText());
    }
    for (JsonNode item : above.path("differences")) {
      differences.add(
          "%s: %s in the store, %s at head office; %s"
              .formatted(
                  item.path("item").asText(),
                  item.path("store").asText(),
                  item.path("headOffice").asText(),
                  item.path("documents").findValuesAsText("key")));
    }
    List<String> uncompared = new ArrayList<>();
    for (JsonNode part : proof.path("uncompared")) {
      uncompared.add(part.path("part").asText() + ": " + part.path("why").asText());
    }
    int equal = 0;
    for (JsonNode terminal : proof.path("terminals")) {
      for (String part : List.of("documents", "replica")) {
        if (terminal.path(part).path("state").asText().equals("differs")) {
          differences.add(terminal.path("terminal").asText() + ": differs in its " + part);
        }
      }
      equal += isEqual(terminal.path("documents")) && isEqual(terminal.path("replica")) ? 1 : 0;
    }
    return new StoreProof(
        store,
        proof.path("equal").asBoolean(),
        above.path("state").asText(),
        above.path("at").asLong(),
        above.path("compared").path("documents").asLong(),
        above.path("compared").path("items").asLong(),
        differences,
        uncompared,
        equal);
  }

  private static boolean isEqual(JsonNode part) {
    return part.path("state").asText().equals("equal");
  }

  /** For a person. */
  @Override
  public String toString() {
    if (!differences.isEmpty()) {
      return "differs: " + String.join("; ", differences);
    }
    return equal
        ? String.format(
            Locale.ROOT,
            "head office %s at change %,d: %,d documents, %,d items; %d terminals hold what the"
                + " store does",
            headOffice,
            at,
            documents,
            items,
            terminals)
        : "not proved: " + String.join("; ", uncompared);
  }
}
