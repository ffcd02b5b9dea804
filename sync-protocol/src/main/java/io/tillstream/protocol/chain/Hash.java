package io.tillstream.protocol.chain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 of a whole history up to one record: H(n) = SHA-256(H(n−1) ‖ record n). Immutable.
 */
public final class Hash {

  /** Where every chain starts: 32 zero bytes. */
  public static final Hash START = new Hash(new byte[32]);

  private static final int LENGTH_BYTES = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * From the 32 bytes a database holds.
   *
   * @throws IllegalArgumentException when there are not 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /**
   * From its form on the wire.
   *
   * @throws IllegalArgumentException when it is not 64 hexadecimal digits
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Hash of(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** The hash of this history with one more record. */
  public Hash then(byte[] record) {
    return then(record, 0, record.length);
  }

  /** The hash of this history with one more record, which is a part of an array. */
  public Hash then(byte[] array, int offset, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    digest.update(array, offset, length);
    return new Hash(digest.digest());
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  @JsonValue
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
