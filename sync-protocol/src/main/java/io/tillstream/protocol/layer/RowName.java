package io.tillstream.protocol.layer;

import io.tillstream.protocol.digest.RowDigest;

/**
 * Which row.
 *
 * @param table the table's name on the wire
 * @param key compared exactly
 */
public record RowName(String table, String key) {

  /** Which of the 1,024 buckets it lies in; in both tiers the same, whatever their databases. */
  public int bucket() {
    return RowDigest.bucketOf(table, key);
  }
}
