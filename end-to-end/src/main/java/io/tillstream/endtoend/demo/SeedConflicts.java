package io.tillstream.endtoend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.till.TillApp;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Brings about what has to become a case, and remembers which documents it was. */
final class SeedConflicts {

  private static final String TRANSFERS = "/api/transfers";

  private final Chain chain;
  private final String date;
  private final Consumer<String> progress;
  private final List<SeededConflict> seeded = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param date on which the tills sell what they cannot, or null
   */
  SeedConflicts(Chain chain, String date, Consumer<String> progress) {
    this.chain = chain;
    this.date = date;
    this.progress = progress;
  }

  /** Goods go to another store, and some of them do not arrive; nothing where there is only one. */
  void loseGoodsOnTheWay() throws IOException {
    if (chain.stores().size() < 2) {
      return;
    }
    Store sender = chain.stores().get(0);
    Store receiver = chain.stores().get(1);
    progress.accept(
        "Sending %s from %s to %s, where %s arrive"
            .formatted(
                ConflictGoods.DISPATCHED, sender.id(), receiver.id(), ConflictGoods.ARRIVED));
    String id =
        post(sender, "", receiver, "OUT", ConflictGoods.DISPATCHED)
            .path("transfer")
            .path("id")
            .asText();
    JsonNode receipt = post(receiver, "/" + id + "/receipts", sender, "IN", ConflictGoods.ARRIVED);
    seeded.add(
        new SeededConflict(
            "short transfer", receiver.id().value(), "transfer", id, Set.of(key(receipt))));
  }

  /** Something is not for sale any more, which tills that are cut off cannot know. */
  void recall() throws IOException {
    Store store = chain.stores().getFirst();
    progress.accept(
        "Taking %s out of the catalogue of %s".formatted(ConflictGoods.RECALLED, store.id()));
    store
        .admin()
        .send("DELETE", "/api/items/" + ConflictGoods.RECALLED, null, new byte[0])
        .orRefused();
  }

  /** What sending goods changes on hand in the s-th of so many stores, from 0. */
  static Map<String, Quantity> sent(int stores, int s) {
    if (stores < 2 || s > 1) {
      return Map.of();
    }
    return Map.of(
        ConflictGoods.SENT, s == 0 ? ConflictGoods.DISPATCHED.negated() : ConflictGoods.ARRIVED);
  }

  private static JsonNode post(
      Store at, String path, Store other, String reference, Quantity quantity) throws IOException {
    return at.admin()
        .post(
            TRANSFERS + path,
            "{\"reference\":\"DEMO-%s\",\"store\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":\"%s\"}]}"
                .formatted(reference, other.id(), ConflictGoods.SENT, quantity))
        .orRefused()
        .json();
  }

  /** All of them, those that the tills made among them; once everything has drained. */
  List<SeededConflict> seeded() throws IOException {
    List<SeededConflict> all = new ArrayList<>(seeded);
    all.add(
        ofTwo(
            "oversell",
            "oversell",
            ConflictGoods.SCARCE,
            seller -> ConflictGoods.scarce(seller, date)));
    all.add(
        ofTwo(
            "larger oversell",
            "oversell",
            ConflictGoods.GONE,
            seller -> ConflictGoods.gone(seller, date)));
    String piece = ConflictGoods.PIECE + "#" + ConflictGoods.SERIAL;
    all.add(ofTwo("double serial", "serial", piece, seller -> ConflictGoods.piece(seller, date)));
    all.add(
        new SeededConflict(
            "blocked item",
            first(),
            "blocked",
            ConflictGoods.RECALLED,
            Set.of(made(1, ConflictGoods.recalled(date)))));
    return all;
  }

  private SeededConflict ofTwo(String name, String kind, String subject, IntFunction<Receipt> sale)
      throws IOException {
    Set<String> documents = Set.of(made(1, sale.apply(1)), made(2, sale.apply(2)));
    return new SeededConflict(name, first(), kind, subject, documents);
  }

  private String first() {
    return chain.stores().getFirst().id().value();
  }

  // Asked for again, a receipt is answered with the document that it has become.
  private String made(int seller, Receipt receipt) throws IOException {
    int tills = chain.terminalsOf(chain.stores().getFirst()).size();
    var till = chain.terminals().get(Math.min(seller, tills) - 1);
    return key(new TillApp(till.local()).ring(receipt).json().path("document"));
  }

  private static String key(JsonNode document) {
    return String.join(
        "/",
        document.path("store").asText(),
        document.path("terminal").asText(),
        document.path("epoch").asText(),
        document.path("n").asText());
  }
}
