package io.tillstream.protocol.simulation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** I20: a wrong clock breaks nothing: within a life, business dates only go forward. */
final class BusinessDatesNeverGoBack extends Invariant {

  private final Map<Life, LocalDate> last = new HashMap<>();
  private int receipts;

  BusinessDatesNeverGoBack() {
    super("I20", "a wrong clock breaks nothing");
  }

  @Override
  void afterStep(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    for (; receipts < chronicle.receipts.size(); receipts++) {
      Chronicle.Receipt receipt = chronicle.receipts.get(receipts);
      if (receipt.entry().document() == null) {
        continue;
      }
      LocalDate day = LocalDate.parse(receipt.entry().document().businessDate());
      Life life = receipt.terminal().journal().life();
      if (life.stream().equals(receipt.entry().key().stream())) {
        LocalDate before = last.put(life, day);
        require(
            before == null || !day.isBefore(before),
            () -> receipt.entry().key() + " counts for " + day + ", the one before for " + before);
      }
    }
  }
}
