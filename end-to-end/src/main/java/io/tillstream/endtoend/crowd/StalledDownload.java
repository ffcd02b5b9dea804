package io.tillstream.endtoend.crowd;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A terminal that has asked for a file and reads no more than the first line of the answer. */
public final class StalledDownload implements AutoCloseable {

  private static final int WITHIN_MILLIS = 20_000;

  /** So that the file cannot hide in the system's memory. */
  private static final int RECEIVE_BYTES = 4_096;

  private final Socket socket = new Socket();
  private int status;

  private StalledDownload() {}

  static StalledDownload open(int port, String credential, String path) throws IOException {
    StalledDownload download = new StalledDownload();
    try {
      download.socket.setReceiveBufferSize(RECEIVE_BYTES);
      download.socket.setSoTimeout(WITHIN_MILLIS);
      download.socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WITHIN_MILLIS);
      String request =
          String.join(
              "\r\n",
              "GET " + path + " HTTP/1.1",
              "Host: 127.0.0.1:" + port,
              "Authorization: Bearer " + credential,
              "",
              "");
      download.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      download.status = download.readStatus();
      return download;
    } catch (IOException | RuntimeException e) {
      download.close();
      throw e;
    }
  }

  // "HTTP/1.1 200 OK"
  private int readStatus() throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream said = socket.getInputStream();
    for (int c = said.read(); c != '\n'; c = said.read()) {
      if (c < 0) {
        throw new IOException("the store closed the line without an answer");
      }
      line.append((char) c);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  /** What the store answered. */
  public int status() {
    return status;
  }

  /**
   * Reads at last, for as long as anything comes.
   *
   * @return how many bytes had been on their way when the store ended the transfer
   * @throws java.net.SocketTimeoutException when the store has not ended it
   */
  public long readsOn() throws IOException {
    byte[] some = new byte[8_192];
    long bytes = 0;
    InputStream rest = socket.getInputStream();
    while (true) {
      int read;
      try {
        read = rest.read(some);
      } catch (java.net.SocketTimeoutException e) {
        throw e;
      } catch (IOException reset) {
        return bytes; // ended the hard way
      }
      if (read < 0) {
        return bytes;
      }
      bytes += read;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
