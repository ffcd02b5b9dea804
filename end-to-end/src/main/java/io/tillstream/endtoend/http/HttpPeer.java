package io.tillstream.endtoend.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/**
 * A program on this computer, spoken to over one kept-alive connection. Requests that meet a
 * connection which the program has closed meanwhile are sent once more on a new one: every request
 * of the demo may be repeated. Thread-safe; one request at a time.
 */
public final class HttpPeer implements AutoCloseable {

  private static final String JSON = "application/json";

  private final int port;
  private final String authorization;
  private final int answerMillisMax;
  private HttpConnection connection;

  private HttpPeer(int port, String authorization, Duration answerWithin) {
    this.port = port;
    this.authorization = authorization;
    this.answerMillisMax = Math.toIntExact(answerWithin.toMillis());
  }

  /** Whoever listens on this port of the loopback interface. */
  public static HttpPeer at(int port) {
    return new HttpPeer(port, "", Duration.ofMinutes(2));
  }

  /** The same, asked with a user's name and password. */
  public HttpPeer as(String user, String password) {
    String pair =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return new HttpPeer(
        port, "Authorization: Basic " + pair + "\r\n", Duration.ofMillis(answerMillisMax));
  }

  /** The same, asked with a credential. */
  public HttpPeer bearing(String credential) {
    return new HttpPeer(
        port, "Authorization: Bearer " + credential + "\r\n", Duration.ofMillis(answerMillisMax));
  }

  /** The same, given up when it does not answer in this time. */
  public HttpPeer answeringWithin(Duration time) {
    return new HttpPeer(port, authorization, time);
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Its address for a person or another program. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** A path segment or query value, escaped. */
  public static String escape(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Asks; any status is an answer. */
  public HttpAnswer get(String path) throws IOException {
    return send("GET", path, null, new byte[0]);
  }

  /** Asks for JSON, and accepts nothing but success. */
  public JsonNode json(String path) throws IOException {
    return get(path).orRefused().json();
  }

  /** Posts JSON; any status is an answer. */
  public HttpAnswer post(String path, byte[] body) throws IOException {
    return send("POST", path, JSON, body);
  }

  /** Posts JSON; any status is an answer. */
  public HttpAnswer post(String path, String body) throws IOException {
    return post(path, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a request; any status is an answer.
   *
   * @param headers further ones, {@code Name: value}
   */
  public synchronized HttpAnswer send(
      String method, String path, String type, byte[] body, String... headers) throws IOException {
    String name = method + " " + address() + path;
    try {
      return exchange(name, request(method, path, type, body, headers));
    } catch (SocketTimeoutException e) {
      throw new IOException(name + " was not answered within " + answerMillisMax + " ms", e);
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private HttpAnswer exchange(String name, byte[] request) throws IOException {
    boolean fresh = connection == null || !connection.isOpen();
    if (fresh) {
      connection = new HttpConnection(port, answerMillisMax);
    }
    try {
      return connection.exchange(name, request);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      if (fresh || connection.hadBegunToAnswer()) {
        throw e;
      }
      connection = new HttpConnection(port, answerMillisMax);
      return connection.exchange(name, request);
    }
  }

  private byte[] request(String method, String path, String type, byte[] body, String[] headers) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1:");
    head.append(port).append("\r\n").append(authorization);
    if (type != null) {
      head.append("Content-Type: ").append(type).append("\r\n");
    }
    if (type != null || body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Accept:"))) {
      head.append("Accept: application/json\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
    request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
