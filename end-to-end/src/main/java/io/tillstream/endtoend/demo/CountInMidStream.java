package io.tillstream.endtoend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Books;
import io.tillstream.endtoend.books.StoreBooks;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Json;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A full count of the first store in mid-stream (I9): its tills mark it between two receipts, the
 * last one cut off from the store, people enter what they find on several devices, and all of it is
 * posted while the tills sell on.
 */
final class CountInMidStream {

  private static final int DEVICES = 4;
  private static final Duration MARKED_WITHIN = Duration.ofMinutes(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2); // a store may be killed meanwhile
  private static final long ASK_AGAIN_NANOS = 200_000_000;
  private static final int UNAVAILABLE = 503;
  private static final int PAGE = 500;

  private final Store store;
  private final Terminal cutOff;
  private final CountAccount account;
  private final Consumer<String> progress;
  private final CountDownLatch marks;

  CountInMidStream(Chain chain, CountAccount account, Consumer<String> progress) {
    store = chain.stores().getFirst();
    List<Terminal> tills = chain.terminalsOf(store);
    cutOff = tills.getLast();
    marks = new CountDownLatch(tills.size());
    this.account = account;
    this.progress = progress;
  }

  /** A till has recorded this. */
  void rung(Receipt receipt) {
    if (receipt.type() == DocumentType.COUNT_MARK) {
      marks.countDown();
    }
  }

  /** Cuts one till off from the store, for longer than the others. */
  void cutOneOff() {
    cutOff.line().cut();
  }

  /** The till that was cut off reaches the store again. */
  void bringBack() throws IOException {
    cutOff.line().restore();
  }

  /** Counts, while the tills sell. */
  void take() throws IOException, InterruptedException {
    progress.accept(
        "Counting everything in %s while its tills sell; %s is cut off"
            .formatted(store.id(), cutOff.name()));
    try (HttpPeer office = device()) {
      post(office, "", "{\"id\":\"%s\",\"kind\":\"full\"}".formatted(CountAccount.COUNT));
      if (!marks.await(MARKED_WITHIN.toMinutes(), TimeUnit.MINUTES)) {
        throw new IOException("a till of " + store.id() + " does not come to mark the count");
      }
      enter();
      post(
          office,
          "/" + CountAccount.COUNT + "/posting",
          "{\"countedBy\":\"Ann\",\"approvedBy\":\"Ben\",\"acceptUnmarked\":true}");
    }
    progress.accept("The count is posted");
  }

  private void enter() throws IOException, InterruptedException {
    List<Map.Entry<String, Quantity>> found = List.copyOf(account.found().entrySet());
    Beside.Doing[] devices = new Beside.Doing[DEVICES];
    for (int d = 0; d < DEVICES; d++) {
      int device = d;
      devices[d] =
          () -> {
            try (HttpPeer peer = device()) {
              for (int i = device; i < found.size(); i += DEVICES) {
                enter(peer, "PDA-" + (device + 1), found.get(i));
              }
            }
          };
    }
    Beside.run(() -> {}, devices);
  }

  private static void enter(HttpPeer peer, String device, Map.Entry<String, Quantity> item)
      throws IOException, InterruptedException {
    post(
        peer,
        "/" + CountAccount.COUNT + "/entries",
        "{\"device\":\"%s\",\"entry\":%s,\"item\":%2$s,\"quantity\":\"%s\"}"
            .formatted(device, Json.text(item.getKey()), item.getValue()));
  }

  // Every request may be repeated.
  private static void post(HttpPeer peer, String path, String body)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        HttpAnswer answer = peer.post("/api/counts" + path, body);
        if (answer.status() != UNAVAILABLE) { // it has just come up again
          answer.orRefused();
          return;
        }
        requireTime(deadline, answer.request() + " is still not available");
      } catch (IOException e) {
        requireTime(deadline, e.getMessage());
      }
      LockSupport.parkNanos(ASK_AGAIN_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static void requireTime(long deadline, String otherwise) throws IOException {
    if (System.nanoTime() - deadline >= 0) {
      throw new IOException(otherwise);
    }
  }

  private HttpPeer device() {
    return store.admin().answeringWithin(Duration.ofSeconds(30));
  }

  /** What was done, in a sentence. */
  String story() {
    return "%s was counted in mid-trade, %,d items; %s was cut off from before its mark until the outage ended"
        .formatted(store.id(), account.found().size(), cutOff.name());
  }

  /**
   * Whether on-hand is what was counted and what moved outside the cut, whoever is asked.
   *
   * @param inTheEnd what that is, by the demonstration's own account
   */
  Verdict truth(StoreBooks books, Map<String, Quantity> inTheEnd) throws IOException {
    List<String> findings = new ArrayList<>();
    for (Map.Entry<String, Quantity> item : account.found().entrySet()) {
      Quantity expected = inTheEnd.get(item.getKey());
      for (Books holder : books.holders()) {
        if (!holder.onHandOf(item.getKey()).equals(expected)) {
          findings.add(
              "%s: counted %s, with what moved afterwards %s, but %s says %s"
                  .formatted(
                      item.getKey(),
                      item.getValue(),
                      expected,
                      holder.holder(),
                      holder.onHandOf(item.getKey())));
        }
      }
    }
    JsonNode count = count("");
    if (!count.path("state").asText().equals("posted")) {
      findings.add("the count is " + count.path("state").asText() + ", not posted");
    }
    if (count.path("reviewOpen").asLong() > 0) {
      findings.add(
          "%,d documents wait for a person's word".formatted(count.path("reviewOpen").asLong()));
    }
    return new Verdict(
        "count's truth",
        "each of %,d items counted in %s holds what was found and what moved after the marks; %,d were"
                .formatted(account.found().size(), store.id(), account.differing())
            + " not as the books had it, %,d were restated for documents of the cut that came late"
                .formatted(restated()),
        findings);
  }

  private long restated() throws IOException {
    long restated = 0;
    String after = "";
    while (true) {
      JsonNode lines = count("?limit=" + PAGE + "&after=" + HttpPeer.escape(after)).path("lines");
      for (JsonNode line : lines) {
        restated += line.has("restated") ? 1 : 0;
        after = line.path("item").asText();
      }
      if (lines.size() < PAGE) {
        return restated;
      }
    }
  }

  private JsonNode count(String query) throws IOException {
    return store.admin().json("/api/counts/" + CountAccount.COUNT + query);
  }
}
