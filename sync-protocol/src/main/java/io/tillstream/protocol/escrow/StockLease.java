package io.tillstream.protocol.escrow;

/**
 * How much of one scarce item one life of a terminal's journal may take from the shop floor. Store
 * and terminal each keep these sums. What was granted and returned only grows, so that the larger
 * of two figures is the later one, in whatever order messages arrive, or how often; what is spent
 * each side adds up from the documents themselves, and is never told. Immutable; thousandths.
 *
 * @param since documents of the epoch after this n count
 * @param grantedThousandths all that the store has granted, returned or not
 * @param returnedThousandths all that the terminal has given back
 * @param spentThousandths what its documents took from the shop floor, less what they brought back
 */
public record StockLease(
    long since, long grantedThousandths, long returnedThousandths, long spentThousandths) {

  /** Nothing yet. */
  public static StockLease since(long n) {
    return new StockLease(n, 0, 0, 0);
  }

  /**
   * What may still be taken. Below zero after documents that nobody refuses: goods broke, or were
   * sold under another lease.
   */
  public long leftThousandths() {
    return grantedThousandths - returnedThousandths - spentThousandths;
  }

  /** What the store keeps back for it. */
  public long reservedThousandths() {
    return Math.max(0, leftThousandths());
  }

  /**
   * After a document.
   *
   * @param onFloorThousandths what the document adds to the shop floor; negative when it takes
   */
  public StockLease moved(long onFloorThousandths) {
    return new StockLease(
        since,
        grantedThousandths,
        returnedThousandths,
        Math.subtractExact(spentThousandths, onFloorThousandths));
  }

  /** With so much granted in all; less than before changes nothing. */
  public StockLease grantedInAll(long thousandths) {
    return new StockLease(
        since, Math.max(grantedThousandths, thousandths), returnedThousandths, spentThousandths);
  }

  /** With so much given back in all; less than before changes nothing. */
  public StockLease returnedInAll(long thousandths) {
    return new StockLease(
        since, grantedThousandths, Math.max(returnedThousandths, thousandths), spentThousandths);
  }

  /** At the store, after the terminal has said what it holds. */
  public StockLease told(Told told) {
    return grantedInAll(told.grantedThousandths()).returnedInAll(told.returnedThousandths());
  }

  /**
   * After what is left beyond this was given back. It must be on disk, and the witness must know,
   * before anybody is told.
   */
  public StockLease keeping(long mostThousandths) {
    long surplus = leftThousandths() - Math.max(0, mostThousandths);
    return surplus <= 0
        ? this
        : new StockLease(
            since, grantedThousandths, returnedThousandths + surplus, spentThousandths);
  }

  /**
   * Where what was granted and given back meanwhile is another's: what is left stays what it was.
   */
  public StockLease leaving(long leftThousandths) {
    return new StockLease(
        since,
        grantedThousandths,
        returnedThousandths,
        grantedThousandths - returnedThousandths - leftThousandths);
  }

  /**
   * At a terminal that may be a copy of itself, or whose disk was put back: what is left may be
   * sold elsewhere, and is given up here without being given back.
   */
  public StockLease forfeited() {
    return new StockLease(
        since,
        grantedThousandths,
        returnedThousandths,
        Math.max(spentThousandths, grantedThousandths - returnedThousandths));
  }
}
