package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.books.Books;
import io.tillstream.endtoend.trade.ExpectedOnHand;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.wire.DocumentSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that was acknowledged at the tills, kept outside of the programs, and what is wrong
 * with it by itself: two documents with one number or one place, or one request with two documents.
 * Thread-safe.
 */
public final class Acknowledged {

  private final Map<DocumentKey, Acknowledgement> byKey = new HashMap<>();
  private final Map<String, Acknowledgement> byNumber = new HashMap<>();
  private final Map<String, Acknowledgement> byReference = new HashMap<>();
  private final Map<StoreId, ExpectedOnHand> shelves = new HashMap<>();
  private final List<String> repeated = new ArrayList<>();

  /** Nothing yet, but what was delivered before. */
  public Acknowledged(Map<StoreId, Map<String, Quantity>> opening) {
    opening.forEach((store, goods) -> shelves.put(store, new ExpectedOnHand(goods)));
  }

  /** A till app has seen this answer to this request, perhaps not for the first time. */
  public synchronized void add(Receipt receipt, Acknowledgement answer) {
    StoreId store = answer.key().store();
    String request = store + " " + receipt.type() + " " + receipt.reference();
    Acknowledgement before = byReference.putIfAbsent(request, answer);
    if (before != null) {
      if (!before.equals(answer)) {
        repeated.add("one request is both " + before + " and " + answer);
      }
      return;
    }
    Acknowledgement sameNumber = byNumber.putIfAbsent(answer.number(), answer);
    if (sameNumber != null) {
      repeated.add("one number is printed on " + sameNumber + " and on " + answer);
    }
    Acknowledgement samePlace = byKey.putIfAbsent(answer.key(), answer);
    if (samePlace != null) {
      repeated.add("one place is taken by " + samePlace + " and by " + answer);
    }
    shelves.get(store).add(receipt);
  }

  /** How many documents. */
  public synchronized int count() {
    return byKey.size();
  }

  /** Sentences about numbers, places and requests that were used twice; none when all is well. */
  public synchronized List<String> repeated() {
    return List.copyOf(repeated);
  }

  /** What must be on a store's shelves now. */
  public synchronized SortedMap<String, Quantity> onHand(StoreId store) {
    return shelves.get(store).onHand();
  }

  /**
   * What was acknowledged in one store and is not, or not so, in these books.
   *
   * @return a sentence for each
   */
  public synchronized List<String> missingIn(Books books, StoreId store) {
    List<String> missing = new ArrayList<>();
    for (Acknowledgement each : byKey.values()) {
      if (each.key().store().equals(store)) {
        DocumentSummary held = books.documents().get(each.key());
        if (held == null) {
          missing.add(books.holder() + " has not got " + each);
        } else if (!held.number().equals(each.number())
            || !held.reference().equals(each.reference())) {
          missing.add(
              "%s holds %s (%s) in the place of %s"
                  .formatted(books.holder(), held.number(), held.reference(), each));
        }
      }
    }
    return missing;
  }

  /** The same for one terminal's own books. */
  public synchronized List<String> missingAtItsMaker(Books terminal) {
    List<String> missing = new ArrayList<>();
    for (Acknowledgement each : byKey.values()) {
      if (terminal.streams().containsKey(each.key().stream())
          && !terminal.documents().containsKey(each.key())) {
        missing.add(terminal.holder() + " has not got its own " + each);
      }
    }
    return missing;
  }
}
