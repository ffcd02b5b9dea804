package io.tillstream.endtoend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.ReadBooks;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is still on its way between the tiers, as the programs themselves tell it.
 *
 * @param documents that a store or head office has not confirmed to their terminal
 * @param facts that head office has not confirmed to their store
 * @param changes of the stores that terminals have not shown yet
 * @param details one sentence for each program that waits
 */
record Backlog(long documents, long facts, long changes, List<String> details) {

  static Backlog of(Chain chain) throws IOException {
    long documents = 0;
    long facts = 0;
    long changes = 0;
    List<String> details = new ArrayList<>();
    for (Store store : chain.stores()) {
      JsonNode status = store.status();
      long waiting = status.path("uplink").path("pending").asLong();
      facts += waiting;
      if (waiting > 0) {
        details.add(
            "store %s: %,d facts not confirmed by head office%s"
                .formatted(store.id(), waiting, note(status.path("uplink"), "lastError")));
      }
      JsonNode above = ReadBooks.atHeadOffice(chain.headOffice(), store.id()).path("parked");
      if (above.isObject()) {
        details.add(
            "head office has parked store %s: %s"
                .formatted(store.id(), above.path("detail").asText()));
      }
      for (Terminal terminal : chain.terminalsOf(store)) {
        JsonNode at = terminal.status();
        long unconfirmed =
            at.path("last").path("n").asLong()
                - at.path("acknowledged").path("headOffice").asLong();
        long behind =
            Math.max(0, status.path("head").asLong() - at.path("catalogue").path("seq").asLong());
        documents += unconfirmed;
        changes += behind;
        if (unconfirmed + behind > 0) {
          details.add(
              "terminal %s (%s): %,d documents not at the store, %,d not confirmed by head office, %,d changes behind%s"
                  .formatted(
                      terminal.name(),
                      at.path("link").asText(),
                      at.path("pending").asLong(),
                      unconfirmed,
                      behind,
                      note(at, "trouble")));
        }
      }
    }
    return new Backlog(documents, facts, changes, List.copyOf(details));
  }

  boolean isEmpty() {
    return documents == 0 && facts == 0 && changes == 0;
  }

  private static String note(JsonNode status, String field) {
    String note = status.path(field).asText("");
    return note.isEmpty() ? "" : " (" + note + ")";
  }
}
