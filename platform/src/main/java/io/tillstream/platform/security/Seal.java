package io.tillstream.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves, where no connection does, that something was written by a holder of a credential or by
 * its issuer: HMAC-SHA-256 under the credential's hash, which both have and nobody else. Stateless.
 */
public final class Seal {

  private static final String ALGORITHM = "HmacSHA256";

  private Seal() {}

  /**
   * The seal on some content, 64 hexadecimal digits.
   *
   * @param credentialHash from {@link Credential#hash}
   */
  public static String of(byte[] credentialHash, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(credentialHash, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /**
   * Whether a seal is one of these holders'.
   *
   * @param seal as it came, or null when there is none
   */
  public static boolean isBy(List<byte[]> credentialHashes, byte[] content, String seal) {
    return seal != null
        && credentialHashes.stream().anyMatch(hash -> isSame(of(hash, content), seal));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
