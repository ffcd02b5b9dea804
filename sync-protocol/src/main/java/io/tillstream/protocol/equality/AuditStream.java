package io.tillstream.protocol.equality;

import io.tillstream.protocol.chain.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Looks at the documents of a stream in their order: whether the bytes of each make its hash, what
 * is booked of it, and a digest of each block of {@value #BLOCK} places. Equal digests on two sides
 * mean that both hold the same documents there, byte for byte, and have booked the same of them.
 * Not thread-safe.
 */
public final class AuditStream {

  /** Places of a block: n 1 to 256 are the first one. */
  public static final int BLOCK = 256;

  private static final int DIGEST_BYTES = 16;

  private final MessageDigest sha = sha256();
  private final List<AuditBlock> blocks = new ArrayList<>();
  private AuditedDocument before;
  private long block = -1;
  private int documents;

  /**
   * Begins behind a place.
   *
   * @param after a multiple of {@link #BLOCK}
   * @param hash the chain there as it is held; null when nothing is held there
   */
  public AuditStream(long after, Hash hash) {
    before = hash == null ? null : new AuditedDocument(after, null, hash, true, null);
  }

  /** Which block a place lies in, from 0. */
  public static long blockOf(long n) {
    return (n - 1) / BLOCK;
  }

  /**
   * Takes the next document.
   *
   * @param body its bytes
   * @param lines what is booked of it, in the order of the lines
   */
  public AuditedDocument next(
      long n, String number, Hash hash, byte[] body, List<MovedLine> lines) {
    // Where the one before is missing, nothing can be said; that it is missing is said of itself.
    boolean known = before != null && before.n() == n - 1;
    boolean sound = !known || before.hash().then(body).equals(hash);
    AuditedDocument document = new AuditedDocument(n, number, hash, sound, digest(lines));
    if (blockOf(n) != block) {
      close();
      block = blockOf(n);
    }
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(n).array());
    sha.update(hash.toBytes());
    sha.update(utf8(sound + "/" + document.moved() + ";"));
    documents++;
    before = document;
    return document;
  }

  /** The blocks of all documents so far; nothing is taken after it. */
  public List<AuditBlock> blocks() {
    close();
    return List.copyOf(blocks);
  }

  private void close() {
    if (documents > 0) {
      blocks.add(new AuditBlock(block, documents, hex(sha.digest())));
      documents = 0;
    }
  }

  /** What tells two ways of booking a document apart; null when nothing is booked. */
  public static String digest(List<MovedLine> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    MessageDigest digest = sha256();
    for (MovedLine line : lines) {
      digest.update(
          utf8(
              line.line()
                  + "/"
                  + line.from()
                  + "/"
                  + line.to()
                  + "/"
                  + line.quantityThousandths()
                  + "/"
                  + line.item()
                  + "\n"));
    }
    return hex(digest.digest());
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
