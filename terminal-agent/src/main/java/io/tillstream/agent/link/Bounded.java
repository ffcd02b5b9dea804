package io.tillstream.agent.link;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads no further than a limit: what unzips without end must not fill the memory of a till. */
final class Bounded extends FilterInputStream {

  private long left;

  Bounded(InputStream in, long bytesMax) {
    super(in);
    this.left = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(read);
    return read;
  }

  private void count(int read) throws IOException {
    left -= Math.max(0, read);
    if (left < 0) {
      throw new IOException("the store's answer is larger than any it should give");
    }
  }
}
