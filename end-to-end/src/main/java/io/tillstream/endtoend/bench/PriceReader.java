package io.tillstream.endtoend.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.crowd.BareTerminal;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A terminal that only fetches changes, and keeps the prices among them. One thread at a time. */
final class PriceReader implements AutoCloseable {

  private final HttpPeer store;
  private final Map<String, Long> prices = new HashMap<>();
  private String incarnation;
  private long seq;

  private PriceReader(HttpPeer store) {
    this.store = store;
  }

  /** Enrols a new one. */
  static PriceReader at(Store store, TerminalId id) throws IOException {
    return new PriceReader(BareTerminal.at(store, id, Protocol.VERSION).store());
  }

  /** Fetches all that there is, up to a checkpoint. */
  void pull() throws IOException {
    JsonNode page;
    do {
      page =
          store.json(
              incarnation == null
                  ? "/sync/v1/changes"
                  : "/sync/v1/changes?incarnation=%s&after=%d".formatted(incarnation, seq));
      incarnation = page.path("incarnation").asText();
      seq = page.path("to").asLong();
      take(page.path("tables"));
    } while (!page.path("checkpoint").asBoolean());
  }

  /** How many items it holds at this price. */
  long at(long tenThousandths) {
    return prices.values().stream().filter(price -> price == tenThousandths).count();
  }

  private void take(JsonNode tables) {
    for (JsonNode table : tables) {
      if (table.path("table").asText().equals("price")) {
        for (JsonNode row : table.path("rows")) {
          prices.put(row.get(0).asText(), row.get(1).asLong());
        }
      }
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
