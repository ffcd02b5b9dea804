package io.tillstream.protocol.digest;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * For each bucket the number of its rows and the sum, modulo 2^128, of their digests. Sums and not
 * exclusive-or, in which equal pairs would vanish. Order does not matter, and a changed row is
 * subtracted as it was and added as it is. Not thread-safe.
 */
public final class BucketSums {

  /** So many buckets. */
  public static final int BUCKETS = 1_024;

  private static final int BYTES_PER_BUCKET = 3 * Long.BYTES;

  private final long[] rows = new long[BUCKETS];
  private final long[] high = new long[BUCKETS];
  private final long[] low = new long[BUCKETS];

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when it has another length
   */
  public static BucketSums of(byte[] bytes) {
    if (bytes.length != BUCKETS * BYTES_PER_BUCKET) {
      throw new IllegalArgumentException("sums of " + bytes.length + " bytes");
    }
    BucketSums sums = new BucketSums();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      sums.add(bucket, in.getLong(), in.getLong(), in.getLong());
    }
    return sums;
  }

  /** A row is there now. */
  public void add(RowDigest row) {
    add(row.bucket(), 1, row.high(), row.low());
  }

  /** A row is there no more, or not as it was. */
  public void subtract(RowDigest row) {
    subtract(row.bucket(), 1, row.high(), row.low());
  }

  /** Takes the sums of some rows from a bucket. */
  public void subtract(int bucket, long rowCount, long highSum, long lowSum) {
    // Adds the negative modulo 2^128 of (high, low).
    add(bucket, -rowCount, ~highSum + (lowSum == 0 ? 1 : 0), -lowSum);
  }

  /** Adds the sums of some rows to a bucket. */
  public void add(int bucket, long rowCount, long highSum, long lowSum) {
    rows[bucket] += rowCount;
    low[bucket] += lowSum;
    long carry = Long.compareUnsigned(low[bucket], lowSum) < 0 ? 1 : 0;
    high[bucket] += highSum + carry;
  }

  /** How many rows a bucket has. */
  public long rows(int bucket) {
    return rows[bucket];
  }

  /** The upper half of a bucket's sum. */
  public long high(int bucket) {
    return high[bucket];
  }

  /** The lower half. */
  public long low(int bucket) {
    return low[bucket];
  }

  /** Rows in all buckets. */
  public long rows() {
    long all = 0;
    for (long each : rows) {
      all += each;
    }
    return all;
  }

  /** The buckets in which the two differ. */
  public BitSet differsFrom(BucketSums other) {
    BitSet different = new BitSet(BUCKETS);
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (rows[bucket] != other.rows[bucket]
          || high[bucket] != other.high[bucket]
          || low[bucket] != other.low[bucket]) {
        different.set(bucket);
      }
    }
    return different;
  }

  /** All buckets in order: rows, upper and lower half of the sum, each 8 bytes, big-endian. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BUCKETS * BYTES_PER_BUCKET);
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      out.putLong(rows[bucket]).putLong(high[bucket]).putLong(low[bucket]);
    }
    return out.array();
  }
}
