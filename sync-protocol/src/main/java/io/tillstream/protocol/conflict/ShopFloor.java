package io.tillstream.protocol.conflict;

/**
 * What a batch of documents means for the case of an item whose quantity on the shop floor it
 * brought below zero, or found there. Only where the batch ends counts, so that the order of
 * documents within it decides nothing (I7).
 */
public enum ShopFloor {
  /** Nothing is to be done. */
  AS_BEFORE,
  /** More was taken than was there, and nobody waits for a decision on it yet. */
  CASE_OPENS,
  /** More was taken; it belongs to the case that is open. */
  CASE_GROWS,
  /** The goods are there after all. */
  CASE_ENDS;

  /**
   * Decides.
   *
   * @param onHandThousandths what the books say after the batch
   * @param isOpen whether a case of the item waits for a decision
   * @param isTaken whether the batch has documents that took of the item and on which nobody has
   *     decided before
   */
  public static ShopFloor after(long onHandThousandths, boolean isOpen, boolean isTaken) {
    if (onHandThousandths >= 0) {
      return isOpen ? CASE_ENDS : AS_BEFORE;
    }
    if (!isTaken) {
      return AS_BEFORE; // what was decided on stays decided, though the books are still below zero
    }
    return isOpen ? CASE_GROWS : CASE_OPENS;
  }
}
