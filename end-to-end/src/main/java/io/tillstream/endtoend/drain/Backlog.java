package io.tillstream.endtoend.drain;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.ReadBooks;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is still on its way between the tiers, as the programs themselves tell it.
 *
 * @param documents that a store or head office has not confirmed to their terminal
 * @param facts that head office has not confirmed to their store
 * @param changes of the stores that terminals have not shown yet
 * @param details one sentence for each program that waits
 */
record Backlog(long documents, long facts, long changes, List<String> details) {

  private static final Duration HEAD_OFFICE_ANSWERS_WITHIN = Duration.ofSeconds(3);

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
      if (waiting > 0) {
        atHeadOffice(chain, store).ifPresent(details::add);
      }
      for (Terminal terminal : chain.terminalsOf(store)) {
        JsonNode at = terminal.status();
        long unconfirmed =
            at.path("last").path("n").asLong()
                - at.path("acknowledged").path("headOffice").asLong()
                + ofClosedEpochs(at);
        long behind = Terminal.changesBehind(status, at);
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

  // Head office may be what hangs; it must not keep the others from being asked.
  private static Optional<String> atHeadOffice(Chain chain, Store store) {
    try (HttpPeer asked = chain.headOffice().admin().answeringWithin(HEAD_OFFICE_ANSWERS_WITHIN)) {
      JsonNode parked = ReadBooks.atHeadOffice(asked, store.id()).path("parked");
      return parked.isObject()
          ? Optional.of(
              "head office has parked store %s: %s"
                  .formatted(store.id(), parked.path("detail").asText()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("head office does not answer: " + e.getMessage());
    }
  }

  boolean isEmpty() {
    return documents == 0 && facts == 0 && changes == 0;
  }

  // What an earlier life of the terminal left behind.
  private static long ofClosedEpochs(JsonNode status) {
    long pending = 0;
    for (JsonNode epoch : status.path("epochs")) {
      pending += epoch.path("closed").asBoolean() ? epoch.path("pending").asLong() : 0;
    }
    return pending;
  }

  /** Whether nothing has moved between the two; what they say in words does not count. */
  boolean isAsLongAs(Backlog other) {
    return documents == other.documents && facts == other.facts && changes == other.changes;
  }

  private static String note(JsonNode status, String field) {
    String note = status.path(field).asText("");
    return note.isEmpty() ? "" : " (" + note + ")";
  }
}
