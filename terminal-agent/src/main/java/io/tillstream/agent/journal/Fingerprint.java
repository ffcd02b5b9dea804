package io.tillstream.agent.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What tells a repeated request from another one under the same reference: the SHA-256 of the
 * request in normal form. Immutable.
 */
public final class Fingerprint {

  private final byte[] sha256;

  private Fingerprint(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** Of a request in normal form. */
  public static Fingerprint of(byte[] normalForm) {
    try {
      return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(normalForm));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static Fingerprint stored(byte[] sha256) {
    return new Fingerprint(sha256);
  }

  byte[] toBytes() {
    return sha256.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint fingerprint && Arrays.equals(sha256, fingerprint.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(sha256);
  }
}
