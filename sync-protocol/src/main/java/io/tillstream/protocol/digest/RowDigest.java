package io.tillstream.protocol.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What one row adds to its bucket: the first 16 bytes of the SHA-256 of its table, key and values.
 * An integrity check, no protection from somebody who chooses rows.
 *
 * @param bucket 0 to 1,023, by table and key alone
 * @param high the first 8 bytes
 * @param low the next 8
 */
public record RowDigest(int bucket, long high, long low) {

  private static final ThreadLocal<MessageDigest> SHA =
      ThreadLocal.withInitial(RowDigest::newSha256);

  /**
   * Of a row.
   *
   * @param values of its columns, the key first: texts, whole numbers or null; truth is 1 or 0
   */
  public static RowDigest of(String table, List<?> values) {
    MessageDigest sha = SHA.get();
    sha.update(utf8(table));
    sha.update((byte) 0);
    for (Object value : values) {
      update(sha, value);
    }
    ByteBuffer hash = ByteBuffer.wrap(sha.digest());
    return new RowDigest(
        bucketOf(table, String.valueOf(values.get(0))), hash.getLong(), hash.getLong());
  }

  /** Which bucket a row belongs to. */
  public static int bucketOf(String table, String key) {
    CRC32 crc = new CRC32();
    crc.update(utf8(table));
    crc.update(0);
    crc.update(utf8(key));
    return (int) (crc.getValue() % BucketSums.BUCKETS);
  }

  private static void update(MessageDigest sha, Object value) {
    switch (value) {
      case null -> sha.update((byte) 'n');
      case Number number -> sha.update(utf8("i" + number.longValue() + ";"));
      case Boolean flag -> sha.update(utf8(flag ? "i1;" : "i0;"));
      case String text -> {
        byte[] bytes = utf8(text);
        sha.update(utf8("t" + bytes.length + ":"));
        sha.update(bytes);
      }
      default -> throw new IllegalArgumentException("no row has a " + value.getClass());
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
