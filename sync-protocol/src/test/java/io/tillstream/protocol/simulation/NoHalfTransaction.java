package io.tillstream.protocol.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** I5: prices that change together are never seen apart. */
final class NoHalfTransaction extends Invariant {

  NoHalfTransaction() {
    super("I5", "no half transaction is visible");
  }

  @Override
  void afterStep(Shop shop) {
    if (shop.world().touched() instanceof Agent agent) {
      Map<String, Long> seen = agent.terminal().replica().reference();
      for (List<String> pair : Assortment.PAIRS) {
        require(
            Objects.equals(seen.get(pair.get(0)), seen.get(pair.get(1))),
            () -> agent.terminal() + " shows half of a change of " + pair + ": " + seen);
      }
    }
  }
}
