package io.tillstream.agent.witness;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The form of a witness file: three blocks of 512 bytes, readable for people, each with a checksum.
 * The first says whose it is and is only ever replaced together with the whole file. The other two
 * say how far the journal has come and are written in turns, in place: a power cut that tears one
 * leaves the other. Pure.
 */
final class WitnessText {

  static final int BLOCK_BYTES = 512;
  static final int FILE_BYTES = 3 * BLOCK_BYTES;

  private static final String TITLE = "tillstream-witness 1";
  private static final String PROVEN = "proven";
  private static final String UNPROVEN = "unproven";
  private static final String NONE = "-";

  private WitnessText() {}

  /** A whole file; {@code turn} counts the writings of the second and third block. */
  static byte[] file(Testimony testimony, long turn) {
    byte[] file = new byte[FILE_BYTES];
    Sessions sessions = testimony.sessions();
    String confirmed = sessions.confirmed() == null ? NONE : sessions.confirmed();
    String whose =
        String.join(
            "\n",
            TITLE,
            testimony.stream().toString(),
            testimony.place(),
            testimony.proven() ? PROVEN : UNPROVEN,
            confirmed,
            sessions.offered());
    // A line of its own, only where there is something to say: an agent of before does not know it.
    put(file, 0, testimony.returns() == 0 ? whose : whose + "\n" + testimony.returns());
    byte[] progress = progress(testimony.head(), testimony.bound(), turn);
    System.arraycopy(progress, 0, file, BLOCK_BYTES, BLOCK_BYTES);
    System.arraycopy(progress, 0, file, 2 * BLOCK_BYTES, BLOCK_BYTES);
    return file;
  }

  /** One block that says how far the journal has come. */
  static byte[] progress(Watermark head, long bound, long turn) {
    byte[] block = new byte[BLOCK_BYTES];
    put(block, 0, turn + "\n" + head.position() + "\n" + head.hash() + "\n" + bound);
    return block;
  }

  /** Where the block of this turn lies in the file. */
  static long position(long turn) {
    return (1 + turn % 2) * BLOCK_BYTES;
  }

  /**
   * A file that was read.
   *
   * @param turn of the newer of the blocks that say how far the journal has come
   */
  record Read(Testimony testimony, long turn) {}

  /** Reads a file; empty when it is none, or torn beyond what it can survive. */
  static Optional<Read> read(byte[] file) {
    if (file.length != FILE_BYTES) {
      return Optional.empty();
    }
    Optional<Progress> newest =
        newer(progress(take(file, BLOCK_BYTES)), progress(take(file, 2 * BLOCK_BYTES)));
    String[] whose = take(file, 0).orElse(new String[0]);
    if (whose.length < 6 || whose.length > 7 || !whose[0].equals(TITLE) || newest.isEmpty()) {
      return Optional.empty();
    }
    return stream(whose[1])
        .map(
            stream ->
                new Read(
                    new Testimony(
                        stream,
                        whose[2],
                        whose[3].equals(PROVEN),
                        new Sessions(whose[4].equals(NONE) ? null : whose[4], whose[5]),
                        whose.length == 6 ? 0 : Long.parseLong(whose[6]),
                        newest.get().head(),
                        newest.get().bound()),
                    newest.get().turn()));
  }

  private record Progress(long turn, Watermark head, long bound) {}

  private static Optional<Progress> progress(Optional<String[]> lines) {
    return lines
        .filter(each -> each.length == 4)
        .map(
            each ->
                new Progress(
                    Long.parseLong(each[0]),
                    new Watermark(Long.parseLong(each[1]), Hash.of(each[2])),
                    Long.parseLong(each[3])));
  }

  private static Optional<Progress> newer(Optional<Progress> a, Optional<Progress> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return a.get().turn() >= b.get().turn() ? a : b;
  }

  private static Optional<DocumentStream> stream(String text) {
    String[] parts = text.split("/", -1);
    try {
      return Optional.of(
          new DocumentStream(
              new StoreId(parts[0]), new TerminalId(parts[1]), Integer.parseInt(parts[2])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static void put(byte[] target, int offset, String text) {
    byte[] bytes = (text + "\n" + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > BLOCK_BYTES) {
      throw new IllegalArgumentException("a block of a witness holds no " + bytes.length);
    }
    Arrays.fill(target, offset, offset + BLOCK_BYTES, (byte) '\n');
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  /** The lines of a block, without the checksum; empty when they do not add up to it. */
  private static Optional<String[]> take(byte[] file, int offset) {
    String block = new String(file, offset, BLOCK_BYTES, StandardCharsets.US_ASCII).stripTrailing();
    int end = block.lastIndexOf('\n');
    if (end < 0 || !block.substring(end + 1).equals(checksum(block.substring(0, end)))) {
      return Optional.empty();
    }
    return Optional.of(block.substring(0, end).split("\n", -1));
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().toHexDigits(crc.getValue(), 8);
  }
}
