package io.tillstream.protocol.identity;

/**
 * The documents of one unbroken life of one terminal's journal: the unit in which documents are
 * numbered, chained and uploaded.
 *
 * @param store the shop
 * @param terminal the till position
 * @param epoch granted by the store at enrolment, counts from 1
 */
public record DocumentStream(StoreId store, TerminalId terminal, int epoch) {

  /**
   * Checks the epoch.
   *
   * @throws InvalidIdentity when the epoch is below 1
   */
  public DocumentStream {
    InvalidIdentity.requirePositive("epoch", epoch);
  }

  /** The key of the n-th document of this stream. */
  public DocumentKey at(long n) {
    return new DocumentKey(store, terminal, epoch, n);
  }

  /** The stream's name on the wire: {@code S1/T1/1}. */
  @Override
  public String toString() {
    return store + "/" + terminal + "/" + epoch;
  }
}
