package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.DocumentKey;
import java.util.HashMap;
import java.util.Map;

/**
 * I10: no number is printed twice, and none is left out. Excepted is what nothing can tell: a copy
 * of a whole disk, witness included, was put back or put to work elsewhere, and the number had not
 * reached the store when the store agreed to that machine, or the machine has not met the store
 * since. What is printed twice so is counted, not hidden.
 */
final class NumbersAreUnique extends Invariant {

  private final Map<String, Chronicle.Receipt> printed = new HashMap<>();
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
      Chronicle.Receipt receipt = chronicle.receipts.get(receipts);
      Entry entry = receipt.entry();
      if (entry.number().isEmpty()) {
        continue;
      }
      Chronicle.Receipt before = printed.putIfAbsent(entry.number(), receipt);
      boolean same = before == null || before.entry().hash().equals(entry.hash());
      if (!same && isUndetectable(chronicle, before, receipt)) {
        undetectable++;
      } else {
        require(
            same,
            () ->
                entry.number()
                    + " stands on "
                    + before.entry().reference()
                    + " and "
                    + entry.reference());
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

  private static boolean isUndetectable(
      Chronicle chronicle, Chronicle.Receipt one, Chronicle.Receipt other) {
    DocumentKey key = one.entry().key();
    Long after = chronicle.undetectableAfter.get(key.stream());
    return after != null
        && key.stream().equals(other.entry().key().stream())
        && key.n() > after
        && key.n() > Math.min(one.unseenAfter(), other.unseenAfter());
  }
}
