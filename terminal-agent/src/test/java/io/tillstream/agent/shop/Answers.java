package io.tillstream.agent.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import io.tillstream.protocol.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** How the small store answers. */
final class Answers {

  /** As the store writes and reads it. */
  static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private Answers() {}

  static void problem(HttpExchange exchange, ProblemCode code) throws IOException {
    problem(exchange, code, Map.of());
  }

  static void problem(HttpExchange exchange, ProblemCode code, Map<String, ?> members)
      throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", code.status());
    body.put("code", code.toString());
    body.put("detail", code.title());
    body.putAll(members);
    send(exchange, code.status(), body);
  }

  static void send(HttpExchange exchange, int status, Object body) throws IOException {
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
      out.write(JSON.writeValueAsBytes(body));
    }
  }
}
