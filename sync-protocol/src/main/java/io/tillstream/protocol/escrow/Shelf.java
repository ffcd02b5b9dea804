package io.tillstream.protocol.escrow;

/**
 * A scarce item as the store sees it when a terminal reports: decides how much is granted, and how
 * much is asked back. What it keeps is that on hand is never less than what is reserved for all
 * leases together; each of them is sold out at worst. Pure.
 *
 * @param onHandThousandths on the shop floor, by the documents that are booked
 * @param reservedThousandths for all leases, of closed epochs too
 * @param anotherIsShort whether another terminal has asked for more than there was
 */
public record Shelf(long onHandThousandths, long reservedThousandths, boolean anotherIsShort) {

  private static final long UNIT = 1_000;

  /**
   * What can be granted. Negative when goods went that were leased: broken, moved, or miscounted.
   */
  public long freeThousandths() {
    return onHandThousandths - reservedThousandths;
  }

  /**
   * What the terminal is told. It keeps a lot, and no more: what was fetched for a sale that was
   * not made, and what was brought back, returns by its next report.
   *
   * @param lease as the store knows it after the report, counted in what is reserved
   * @param lotThousandths what one terminal may have at a time
   * @param wantedThousandths so much has to be granted in all for a sale that waits; 0 for none.
   *     Beyond the lot it is granted whole or not at all: a part of it makes no sale
   */
  public Terms terms(String item, StockLease lease, long lotThousandths, long wantedThousandths) {
    long reserved = lease.reservedThousandths();
    long free = freeThousandths();
    long missing = Math.max(0, wantedThousandths - lease.grantedThousandths());
    long keep = lotThousandths;
    if (free < 0) {
      keep = Math.min(keep, Math.max(0, reserved + free));
    } else if (wantedThousandths > 0) {
      keep = Math.max(keep, reserved); // a customer waits for it, granted already or not
    } else if (free == 0 && anotherIsShort) {
      keep = Math.min(keep, half(reserved));
    }
    long most = Math.min(lotThousandths, reserved + Math.max(0, free));
    // What one gives back is for the other: it would be granted to the giver again, and so on.
    boolean isAnothers = anotherIsShort && reserved >= UNIT && free < 2 * lotThousandths;
    long more = keep < reserved || isAnothers ? 0 : Math.max(0, most - lease.leftThousandths());
    if (missing > more && missing <= free) {
      more = missing;
      keep = Math.max(keep, reserved + missing);
    }
    return new Terms(
        item, lease.grantedThousandths() + more, lease.returnedThousandths(), keep, lotThousandths);
  }

  /**
   * What the terminal is told while the store does not know what it has granted: its database was
   * restored from a backup.
   */
  public static Terms held(String item, StockLease lease, long lotThousandths) {
    long keep = Math.max(lotThousandths, lease.reservedThousandths());
    return new Terms(
        item, lease.grantedThousandths(), lease.returnedThousandths(), keep, lotThousandths);
  }

  /** Whether a terminal has so little left that it asks for more. */
  public static boolean isLow(long leftThousandths, long lotThousandths) {
    return leftThousandths < lotThousandths - lotThousandths / 2;
  }

  /** Half of it, in whole units, rounded up: the last piece stays where it is. */
  private static long half(long thousandths) {
    long units = (thousandths / 2 + UNIT - 1) / UNIT;
    return Math.min(thousandths, units * UNIT);
  }
}
