package io.tillstream.agent.escrow;

import io.tillstream.protocol.escrow.Shortage;
import java.util.List;

/** Gets more of scarce goods for a sale that waits. Thread-safe. */
@FunctionalInterface
public interface FetchGoods {

  /**
   * Asks the store for what is missing, and waits for its answer a short time.
   *
   * @return whether it could be asked: then the sale is tried again, whatever it answered
   */
  boolean fetch(List<Shortage> shortages);
}
