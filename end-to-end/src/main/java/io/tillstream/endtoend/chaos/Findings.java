package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.books.Books;
import io.tillstream.endtoend.books.Difference;
import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.StoreBooks;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every tier holds after the trouble, beside what was acknowledged.
 *
 * @param record kept outside of the programs
 * @param books of every program
 * @param reconciliation of these books
 * @param unanswered receipts that no agent would take, even in the end
 * @param prices that were changed on the way
 * @param drainedWithin how long it took from the last fault, the last receipts of the tills
 *     included, until nothing was on its way
 */
public record Findings(
    Acknowledged record,
    List<StoreBooks> books,
    Reconciliation reconciliation,
    List<String> unanswered,
    Looked prices,
    Duration drainedWithin) {

  /** Acknowledged documents that a tier has lost or holds otherwise; a sentence each. */
  public List<String> lost() {
    List<String> lost = new ArrayList<>();
    for (StoreBooks of : books) {
      StoreId store = new StoreId(of.store());
      for (Books terminal : of.terminals()) {
        lost.addAll(record.missingAtItsMaker(terminal));
      }
      lost.addAll(record.missingIn(of.inStore(), store));
      lost.addAll(record.missingIn(of.atHeadOffice(), store));
    }
    return lost;
  }

  /**
   * Where on-hand is not what the acknowledged documents add up to; a sentence each. How many
   * documents there are is no question here: a terminal that was enrolled anew counts those of its
   * new life.
   */
  public List<String> onHandOtherThanAcknowledged() {
    return differences(Kind.INPUT).stream()
        .filter(difference -> difference.contains("on-hand"))
        .toList();
  }

  /** What each till shows of its shop's shelves beside what the store has on them. */
  Looked shelves() {
    long compared = 0;
    List<String> against = new ArrayList<>();
    for (StoreBooks of : books) {
      for (Books terminal : of.terminals()) {
        for (Map.Entry<String, Quantity> shelf : of.inStore().onHand().entrySet()) {
          Quantity shown = terminal.onHand().getOrDefault(shelf.getKey(), Quantity.ZERO);
          compared++;
          if (!shown.equals(shelf.getValue())) {
            against.add(
                "%s shows %s of %s, its store has %s"
                    .formatted(terminal.holder(), shown, shelf.getKey(), shelf.getValue()));
          }
        }
      }
    }
    return new Looked(compared, against);
  }

  /** Where tiers differ in these respects; a sentence each. */
  public List<String> differences(Kind... kinds) {
    Set<Kind> wanted = Set.of(kinds);
    return reconciliation.differences().stream()
        .filter(difference -> wanted.contains(difference.kind()))
        .map(Difference::toString)
        .toList();
  }
}
