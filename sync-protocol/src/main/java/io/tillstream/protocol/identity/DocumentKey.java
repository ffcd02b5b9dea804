package io.tillstream.protocol.identity;

/**
 * The identity of a document everywhere (I2). The printed number is never a key.
 *
 * @param store the shop
 * @param terminal the till position
 * @param epoch one unbroken life of the terminal's journal
 * @param n position in the epoch: 1, 2, 3 … without a gap
 */
public record DocumentKey(StoreId store, TerminalId terminal, int epoch, long n) {

  /**
   * Checks the positions.
   *
   * @throws InvalidIdentity when the epoch or n is below 1
   */
  public DocumentKey {
    InvalidIdentity.requirePositive("epoch", epoch);
    InvalidIdentity.requirePositive("n", n);
  }

  /** The stream this document belongs to. */
  public DocumentStream stream() {
    return new DocumentStream(store, terminal, epoch);
  }

  @Override
  public String toString() {
    return store + "/" + terminal + "/" + epoch + "/" + n;
  }
}
