package io.tillstream.endtoend.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request, well or badly made.
 *
 * @param endpoint which one it was made for: {@code POST /v1/sales}
 * @param method of the request line
 * @param target path and query
 * @param headers name and value, in order, without Host and Content-Length
 * @param body may be empty
 * @param states whether it states the length of its body, truly; else its headers say what they
 *     like
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
record Request(
    String endpoint,
    String method,
    String target,
    List<Header> headers,
    byte[] body,
    boolean states) {

  Request {
    headers = List.copyOf(headers);
  }

  /** A header line; the value may be what no header should be. */
  record Header(String name, String value) {}

  static Request of(String endpoint, String target, List<Header> headers, byte[] body) {
    return new Request(
        endpoint, endpoint.substring(0, endpoint.indexOf(' ')), target, headers, body, true);
  }

  Request to(String newMethod, String newTarget) {
    return new Request(endpoint, newMethod, newTarget, headers, body, states);
  }

  Request with(List<Header> newHeaders) {
    return new Request(endpoint, method, target, newHeaders, body, states);
  }

  Request with(byte[] newBody) {
    return new Request(endpoint, method, target, headers, newBody, states);
  }

  /** With this header instead of all others of its name; without it when the value is null. */
  Request with(String name, String value) {
    List<Header> changed = new ArrayList<>(headers);
    changed.removeIf(header -> header.name().equalsIgnoreCase(name));
    if (value != null) {
      changed.add(new Header(name, value));
    }
    return with(changed);
  }

  /** Its headers lie about the body. */
  Request stating(String name, String value) {
    return new Request(endpoint, method, target, with(name, value).headers(), body, false);
  }

  String header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst()
        .orElse(null);
  }

  boolean isGzip() {
    return "gzip".equals(header("Content-Encoding"));
  }

  /** As it goes over the line. */
  byte[] bytes(int port) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    if (header("Host") == null) {
      head.append("Host: 127.0.0.1:").append(port).append("\r\n");
    }
    headers.forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
    if (states && (body.length > 0 || !"GET".equals(method))) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + body.length);
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
