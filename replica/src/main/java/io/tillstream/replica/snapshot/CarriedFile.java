package io.tillstream.replica.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The beginning of a database file that is carried by hand: what it is, signed by the store. The
 * snapshot follows; what is signed holds its hashes.
 *
 * @param head JSON, checked against the signature; not to be changed
 * @param publicKey of whoever signed it, in base64
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
public record CarriedFile(byte[] head, String publicKey) {

  /** The first line: what the file is, and the version of its form. */
  public static final String FIRST_LINE = "TILLSTREAM-CARRIED-FILE 1";

  private static final int HEAD_BYTES_MAX = 1024 * 1024;
  private static final int LINE_BYTES_MAX = 1024;

  /**
   * What the store signs.
   *
   * @param head JSON in one line, without its end
   */
  public static byte[] signed(byte[] head) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((FIRST_LINE + "\n").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(head);
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /**
   * The beginning of the file.
   *
   * @param signed what was signed
   * @param signature of it, in base64
   * @param publicKey to check it by, in base64
   */
  public static byte[] beginning(byte[] signed, String signature, String publicKey) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(signed);
    bytes.writeBytes((signature + "\n" + publicKey + "\n").getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  /**
   * Reads the beginning and checks the signature; the stream stands at the snapshot then.
   *
   * @throws BadSnapshot when it is no such file, or was changed since it was signed
   */
  public static CarriedFile read(InputStream in) throws IOException {
    if (!FIRST_LINE.equals(text(line(in, LINE_BYTES_MAX)))) {
      throw new BadSnapshot("this is no file that a store made for its terminals");
    }
    byte[] head = line(in, HEAD_BYTES_MAX);
    byte[] signature = base64(line(in, LINE_BYTES_MAX));
    String publicKey = text(line(in, LINE_BYTES_MAX));
    if (!isSigned(signed(head), signature, publicKey)) {
      throw new BadSnapshot("the file was changed since the store signed it");
    }
    return new CarriedFile(head, publicKey);
  }

  private static boolean isSigned(byte[] signed, byte[] signature, String publicKey)
      throws IOException {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new X509EncodedKeySpec(base64(publicKey.getBytes(StandardCharsets.US_ASCII))));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] line(InputStream in, int bytesMax) throws IOException {
    byte[] line = new byte[256];
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the file ends where it should begin: it was copied in part");
      }
      if (length == bytesMax) {
        throw new BadSnapshot("this is no file that a store made for its terminals");
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, length * 2);
      }
      line[length++] = (byte) next;
    }
    return Arrays.copyOf(line, length);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.US_ASCII);
  }

  private static byte[] base64(byte[] line) throws BadSnapshot {
    try {
      return Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException e) {
      throw new BadSnapshot("the file was changed since the store signed it");
    }
  }
}
