package io.tillstream.platform.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that refuses to be longer than its limit; also the cure for gzip bombs when put behind
 * the decompression.
 */
public final class BoundedStream extends FilterInputStream {

  private final long bytesMax;
  private long bytesRead;

  /** Reads at most so many bytes, then throws a {@code body-too-large} problem. */
  public BoundedStream(InputStream in, long bytesMax) {
    super(in);
    this.bytesMax = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      count(1);
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) {
    bytesRead += bytes;
    if (bytesRead > bytesMax) {
      throw LimitBody.tooLarge(bytesMax);
    }
  }
}
