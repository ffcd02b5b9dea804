package io.tillstream.endtoend.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends bytes as they are, well-formed or not, and reads what comes back. One thread. */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final int SILENCE_MILLIS = 400;
  private static final int BODY_BYTES_MAX = 8 * 1024 * 1024;

  private final int port;
  private Socket socket;
  private InputStream in;

  Wire(int port) {
    this.port = port;
  }

  /**
   * Sends and listens.
   *
   * @param whole whether an answer must come; of a request that is not whole none is expected
   */
  Answer exchange(byte[] request, boolean whole, boolean head) throws IOException {
    boolean reused = socket != null;
    connect();
    socket.setSoTimeout(whole ? PATIENCE_MILLIS : SILENCE_MILLIS);
    try {
      send(request);
      return read(head);
    } catch (SocketTimeoutException e) {
      if (whole) {
        throw new IOException("no answer within " + PATIENCE_MILLIS + " ms", e);
      }
      close();
      return Answer.none(false);
    } catch (IOException e) {
      close();
      // A kept connection may be closed at the moment at which it is used again.
      return reused ? exchange(request, whole, head) : Answer.none(true);
    }
  }

  // The program may refuse and close before it has read all: what it said is still there to be
  // read.
  private void send(byte[] request) {
    try {
      socket.getOutputStream().write(request);
    } catch (IOException e) {
      Thread.onSpinWait();
    }
  }

  private void connect() throws IOException {
    if (socket == null) {
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    }
  }

  private Answer read(boolean head) throws IOException {
    String statusLine = line();
    if (!statusLine.startsWith("HTTP/1.") || statusLine.length() < 12) {
      throw new IOException("not HTTP: " + statusLine);
    }
    int status = Integer.parseInt(statusLine, 9, 12, 10);
    String type = "";
    int length = -1;
    boolean chunked = false;
    boolean close = statusLine.startsWith("HTTP/1.0");
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)) {
        case "content-type" -> type = value;
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = true;
        case "connection" -> close = "close".equalsIgnoreCase(value);
        default -> Thread.onSpinWait();
      }
    }
    if (status == 100) {
      return read(head);
    }
    if (type.startsWith("text/event-stream") || status == 101) {
      close();
      return new Answer(status, type, new byte[0], true);
    }
    byte[] body = new byte[0];
    if (!head && status != 204 && status != 304) {
      body = chunked ? chunks() : length >= 0 ? in.readNBytes(length) : new byte[0];
    }
    if (close) {
      close();
    }
    return new Answer(status, type, body, close);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = Integer.parseInt(line(), 16);
        length > 0;
        length = Integer.parseInt(line(), 16)) {
      body.writeBytes(in.readNBytes(length));
      line();
      if (body.size() > BODY_BYTES_MAX) {
        throw new IOException("an answer of more than " + BODY_BYTES_MAX + " bytes");
      }
    }
    line();
    return body.toByteArray();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("closed");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
