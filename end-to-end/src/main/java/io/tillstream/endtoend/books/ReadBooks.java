package io.tillstream.endtoend.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.HeadOffice;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.wire.DocumentSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks a running program for its books, page by page. */
public final class ReadBooks {

  private static final int PAGE_ROWS = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReadBooks() {}

  /** A terminal's. */
  public static Books of(Terminal terminal) throws IOException {
    JsonNode status = terminal.status();
    DocumentStream stream =
        new DocumentStream(
            new StoreId(status.path("store").asText()),
            new TerminalId(status.path("terminal").asText()),
            status.path("epoch").asInt());
    return Books.of(
        "terminal " + terminal.name(),
        Map.of(stream, StreamEnd.of(status.path("last"))),
        documents(terminal.local(), "/v1/documents?"),
        stock(terminal.local(), "/v1/stock?"));
  }

  /** A store's. */
  public static Books of(Store store) throws IOException {
    return Books.of(
        "store " + store.id(),
        streams(store.id(), store.status().path("streams")),
        documents(store.admin(), "/api/documents?"),
        stock(store.admin(), "/api/stock?"));
  }

  /** Head office's for one store. */
  public static Books of(HeadOffice headOffice, StoreId store) throws IOException {
    String filter = "?store=" + store + "&";
    return Books.of(
        "head office",
        streams(store, atHeadOffice(headOffice.admin(), store).path("streams")),
        documents(headOffice.admin(), "/api/documents" + filter),
        stock(headOffice.admin(), "/api/stock" + filter));
  }

  /** What head office's status says of one store; a missing node when it says nothing. */
  public static JsonNode atHeadOffice(HttpPeer headOffice, StoreId store) throws IOException {
    for (JsonNode row : headOffice.json("/api/status").path("stores")) {
      if (row.path("store").asText().equals(store.value())) {
        return row;
      }
    }
    return JSON.missingNode();
  }

  private static Map<DocumentStream, StreamEnd> streams(StoreId store, JsonNode rows) {
    Map<DocumentStream, StreamEnd> streams = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      streams.put(
          new DocumentStream(
              store, new TerminalId(row.path("terminal").asText()), row.path("epoch").asInt()),
          StreamEnd.of(row));
    }
    return streams;
  }

  private static List<DocumentSummary> documents(HttpPeer peer, String path) throws IOException {
    List<DocumentSummary> all = new ArrayList<>();
    String after = "0";
    while (after != null) {
      JsonNode page = peer.json(path + "after=" + after + "&limit=" + PAGE_ROWS);
      for (JsonNode row : page.path("documents")) {
        all.add(JSON.treeToValue(row, DocumentSummary.class));
      }
      after = next(page, after);
    }
    return all;
  }

  private static SortedMap<String, Quantity> stock(HttpPeer peer, String path) throws IOException {
    SortedMap<String, Quantity> all = new TreeMap<>();
    String after = "";
    while (after != null) {
      JsonNode page = peer.json(path + "after=" + HttpPeer.escape(after) + "&limit=" + PAGE_ROWS);
      for (JsonNode row : page.path("stock")) {
        all.put(
            row.path("item").asText(), Quantity.of(new BigDecimal(row.path("quantity").asText())));
      }
      after = next(page, after);
    }
    return all;
  }

  private static String next(JsonNode page, String before) throws IOException {
    JsonNode next = page.path("next");
    if (next.isMissingNode() || next.isNull()) {
      return null;
    }
    if (next.asText().equals(before)) {
      throw new IOException("the page after '" + before + "' leads back to itself");
    }
    return next.asText();
  }
}
