package io.tillstream.platform.exchange;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * A body that goes out piece by piece and tells when the next piece was asked for: that is progress
 * too, on a line on which a batch takes longer than an answer may.
 */
public final class SendBody {

  private static final int PIECE_BYTES = 16 * 1024;

  private SendBody() {}

  /** The body, which runs {@code progress} with each piece. */
  public static BodyPublisher of(byte[] body, Runnable progress) {
    Iterable<byte[]> pieces = () -> pieces(body, progress);
    return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(pieces), body.length);
  }

  private static Iterator<byte[]> pieces(byte[] body, Runnable progress) {
    return IntStream.iterate(0, at -> at < body.length, at -> at + PIECE_BYTES)
        .mapToObj(
            at -> {
              progress.run();
              return Arrays.copyOfRange(body, at, Math.min(body.length, at + PIECE_BYTES));
            })
        .iterator();
  }
}
