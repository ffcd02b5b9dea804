package io.tillstream.protocol.equality;

import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.digest.RowDigest;
import io.tillstream.protocol.document.Location;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds up the stock of a store in the buckets of {@link BucketSums}, all places of an item in one
 * bucket. Nothing of an item is the same as no row. Not thread-safe.
 */
public final class StockSums {

  private static final String TABLE = "stock-at";

  // Head office keeps the real places alone; the far ends are in the movements.
  private static final Set<String> FAR_ENDS =
      Arrays.stream(Location.values())
          .filter(location -> !location.isReal())
          .map(Location::toString)
          .collect(Collectors.toUnmodifiableSet());

  private final BucketSums sums = new BucketSums();

  /**
   * Whether this is a place at which goods can be counted, and which all tiers keep. One of an
   * unknown name is kept: nobody books there, so what lies there is wrong.
   */
  public static boolean isKept(String location) {
    return !FAR_ENDS.contains(location);
  }

  /** Which bucket an item belongs to. */
  public static int bucketOf(String item) {
    return RowDigest.bucketOf(TABLE, item);
  }

  /** There is so much of an item at a place. */
  public StockSums add(StockRow row) {
    if (row.quantityThousandths() != 0 && isKept(row.location())) {
      sums.add(RowDigest.of(TABLE, List.of(row.item(), row.location(), row.quantityThousandths())));
    }
    return this;
  }

  /** The sums so far. */
  public BucketSums sums() {
    return sums;
  }
}
