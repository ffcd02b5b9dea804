package io.tillstream.endtoend.fuzz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.endtoend.fuzz.Request.Header;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Stands between two programs, passes on what they say to each other, and keeps the requests.
 * Streams that never end are not passed on. Thread-safe.
 */
final class Recorder implements AutoCloseable {

  private static final int KEPT_MAX = 400;
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "upgrade",
          "expect",
          "http2-settings");

  private final int target;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Request> kept = new CopyOnWriteArrayList<>();

  Recorder(int target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What was said so far; endpoints are the bare paths. */
  List<Request> requests() {
    return List.copyOf(kept);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Request request = keep(exchange, body);
      if (String.valueOf(request.header("Accept")).contains("text/event-stream")) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      HttpRequest.Builder onward =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + target + exchange.getRequestURI()))
              .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(body));
      request.headers().forEach(header -> onward.header(header.name(), header.value()));
      HttpResponse<byte[]> answer =
          client.send(onward.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!name.startsWith(":") && !OF_THE_CONNECTION.contains(name)) {
                  values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
              });
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      if (answer.body().length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Request keep(HttpExchange exchange, byte[] body) {
    List<Header> headers = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> headers.add(new Header(name, value)));
              }
            });
    URI uri = exchange.getRequestURI();
    Request request =
        Request.of(
            exchange.getRequestMethod() + " " + uri.getPath(), uri.toString(), headers, body);
    if (kept.size() < KEPT_MAX) {
      kept.add(request);
    }
    return request;
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
