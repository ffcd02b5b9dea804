package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.DocumentKey;
import java.util.HashMap;
import java.util.Map;

/**
 * I10: no number is printed twice, and none is left out. Excepted are copies of a whole disk,
 * witness included, until their first contact: nothing on such a disk can tell it from the
 * original. What they print twice is counted, not hidden.
 */
final class NumbersAreUnique extends Invariant {

  private final Map<String, Entry> printed = new HashMap<>();
  private int receipts;
  private long undetectable;

  NumbersAreUnique() {
    super("I10", "numbers are unique and without a gap");
  }

  long undetectable() {
    return undetectable;
  }

  @Override
  void afterStep(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    for (; receipts < chronicle.receipts.size(); receipts++) {
      Entry entry = chronicle.receipts.get(receipts).entry();
      if (entry.number().isEmpty()) {
        continue;
      }
      Entry before = printed.putIfAbsent(entry.number(), entry);
      boolean same = before == null || before.hash().equals(entry.hash());
      if (!same && isUndetectable(chronicle, before.key(), entry.key())) {
        undetectable++;
      } else {
        require(
            same,
            () ->
                entry.number() + " stands on " + before.reference() + " and " + entry.reference());
      }
    }
    if (shop.world().touched() instanceof Agent agent && agent.terminal().journal().isEnrolled()) {
      Life life = agent.terminal().journal().life();
      require(
          life.numbersTaken() == life.head().position(),
          () ->
              life.stream()
                  + " has taken "
                  + life.numbersTaken()
                  + " numbers for "
                  + life.head().position()
                  + " documents");
    }
  }

  private static boolean isUndetectable(Chronicle chronicle, DocumentKey one, DocumentKey other) {
    Long after = chronicle.undetectableAfter.get(one.stream());
    return after != null && one.stream().equals(other.stream()) && one.n() > after;
  }
}
