package io.tillstream.endtoend.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection over a plain socket. A full client costs about as much as the
 * sale that is measured through it; this one costs a few microseconds. One request at a time; not
 * thread-safe.
 */
final class HttpConnection implements AutoCloseable {

  private static final int CONNECT_MILLIS_MAX = 5_000;
  private static final int LINE_BYTES_MAX = 16_384;

  private final Socket socket = new Socket();
  private final InputStream in;
  private boolean open = true;
  private boolean answering;

  HttpConnection(int port, int answerMillisMax) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(answerMillisMax);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
      in = new BufferedInputStream(socket.getInputStream(), 16_384);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Whether another request may be sent on it. */
  boolean isOpen() {
    return open;
  }

  /** Whether the program had begun to answer the last request. */
  boolean hadBegunToAnswer() {
    return answering;
  }

  /** Sends a request, whole, and waits for the whole answer. */
  HttpAnswer exchange(String name, byte[] request) throws IOException {
    answering = false;
    boolean whole = false;
    try {
      socket.getOutputStream().write(request);
      HttpAnswer answer = readAnswer(name);
      whole = true;
      return answer;
    } finally {
      if (!whole || !open) {
        close();
      }
    }
  }

  private HttpAnswer readAnswer(String name) throws IOException {
    String statusLine = readLine();
    answering = true;
    if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
      throw new IOException(name + " was not answered in HTTP/1.1: " + statusLine);
    }
    int status = Integer.parseInt(statusLine, 9, 12, 10);
    int length = 0;
    boolean chunked = false;
    String retryAfter = "";
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      String field = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      switch (field) {
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = "chunked".equalsIgnoreCase(value);
        case "retry-after" -> retryAfter = value;
        case "connection" -> open = open && !"close".equalsIgnoreCase(value);
        default -> {
          // No other field changes how the answer is read.
        }
      }
    }
    byte[] body = chunked ? readChunks() : readExactly(status == 204 ? 0 : length);
    return new HttpAnswer(name, status, body, retryAfter);
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = chunkLength(); length > 0; length = chunkLength()) {
      body.write(readExactly(length));
      readLine();
    }
    while (!readLine().isEmpty()) {
      // Trailers say nothing that is needed here.
    }
    return body.toByteArray();
  }

  private int chunkLength() throws IOException {
    String line = readLine();
    int extension = line.indexOf(';');
    return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended inside an answer");
    }
    return bytes;
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended before an answer");
      }
      if (b != '\r') {
        line.write(b);
      }
      if (line.size() > LINE_BYTES_MAX) {
        throw new IOException("a header line of the answer is too long");
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    open = false;
    try {
      socket.close();
    } catch (IOException e) {
      // The connection is given up; there is nobody to tell.
    }
  }
}
