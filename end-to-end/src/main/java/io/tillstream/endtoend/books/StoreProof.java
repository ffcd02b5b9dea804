package io.tillstream.endtoend.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.tier.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a store itself says of how it compares with head office and with its terminals.
 *
 * @param store which
 * @param equal whether nothing differs and head office could be compared
 * @param headOffice in a word
 * @param at the place in the store's change log at which both were compared
 * @param documents compared with head office
 * @param items likewise
 * @param differences that it names
 * @param terminals that said they hold the documents that the store holds
 */
public record StoreProof(
    String store,
    boolean equal,
    String headOffice,
    long at,
    long documents,
    long items,
    List<String> differences,
    int terminals) {

  /** Copies the list. */
  public StoreProof {
    differences = List.copyOf(differences);
  }

  /** Has every store compare now: every document and every movement. */
  public static List<StoreProof> read(List<Store> stores) throws IOException {
    List<StoreProof> proofs = new ArrayList<>();
    for (Store store : stores) {
      proofs.add(of(store.id().value(), store.equality()));
    }
    return proofs;
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
    int equal = 0;
    for (JsonNode terminal : proof.path("terminals")) {
      for (String part : List.of("documents", "replica")) {
        if (terminal.path(part).path("state").asText().equals("differs")) {
          differences.add(terminal.path("terminal").asText() + ": differs in its " + part);
        }
      }
      equal += terminal.path("documents").path("state").asText().equals("equal") ? 1 : 0;
    }
    return new StoreProof(
        store,
        proof.path("equal").asBoolean(),
        above.path("state").asText(),
        above.path("at").asLong(),
        above.path("compared").path("documents").asLong(),
        above.path("compared").path("items").asLong(),
        differences,
        equal);
  }

  /** For a person. */
  @Override
  public String toString() {
    return differences.isEmpty()
        ? String.format(
            Locale.ROOT,
            "head office %s at change %,d: %,d documents, %,d items; %d terminals hold their"
                + " documents as the store does",
            headOffice,
            at,
            documents,
            items,
            terminals)
        : "differs: " + String.join("; ", differences);
  }
}
