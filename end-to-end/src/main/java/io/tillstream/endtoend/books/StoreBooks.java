package io.tillstream.endtoend.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.series.SeriesTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The books of one store in all tiers.
 *
 * @param store which
 * @param terminals in the order of the chain
 * @param inStore the store server's
 * @param atHeadOffice head office's
 * @param templates what each terminal's series print
 * @param parked documents that wait at the store
 * @param parkedAtHeadOffice documents that wait, as head office says
 * @param collisions at the store
 */
public record StoreBooks(
    String store,
    List<Books> terminals,
    Books inStore,
    Books atHeadOffice,
    Map<TerminalId, Map<String, SeriesTemplate>> templates,
    long parked,
    long parkedAtHeadOffice,
    long collisions) {

  /** Asks every program of the chain. */
  public static List<StoreBooks> read(Chain chain) throws IOException {
    List<StoreBooks> all = new ArrayList<>();
    for (Store store : chain.stores()) {
      List<Books> terminals = new ArrayList<>();
      Map<TerminalId, Map<String, SeriesTemplate>> templates = new HashMap<>();
      for (Terminal terminal : chain.terminalsOf(store)) {
        terminals.add(ReadBooks.of(terminal));
        // As the store grants them: a terminal shows those alone that it has used since it was
        // enrolled.
        templates.put(
            terminal.id(),
            templates(store.admin().json("/api/terminals/" + terminal.id() + "/series")));
      }
      JsonNode counted = store.status().path("documents");
      all.add(
          new StoreBooks(
              store.id().value(),
              List.copyOf(terminals),
              ReadBooks.of(store),
              ReadBooks.of(chain.headOffice(), store.id()),
              Map.copyOf(templates),
              counted.path("parked").asLong(),
              ReadBooks.atHeadOffice(chain.headOffice().admin(), store.id())
                  .path("documents")
                  .path("parked")
                  .asLong(),
              counted.path("collisions").asLong()));
    }
    return all;
  }

  private static Map<String, SeriesTemplate> templates(JsonNode granted) {
    Map<String, SeriesTemplate> templates = new HashMap<>();
    for (JsonNode series : granted.path("series")) {
      templates.put(
          series.path("series").asText(series.path("type").asText()),
          SeriesTemplate.parse(series.path("template").asText()));
    }
    return templates;
  }

  /** Everybody who holds on-hand quantities. */
  public List<Books> holders() {
    List<Books> holders = new ArrayList<>(terminals);
    holders.add(inStore);
    holders.add(atHeadOffice);
    return holders;
  }
}
