package io.tillstream.endtoend.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tillstream.endtoend.http.HttpPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private Link link;
  private HttpPeer peer;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(
              200, exchange.getRequestURI().getPath().equals("/chunked") ? 0 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    link = Link.to(server.getAddress().getPort());
    peer = HttpPeer.at(link.port()).answeringWithin(Duration.ofMillis(500));
  }

  @AfterEach
  void close() {
    link.close();
    server.stop(0);
  }

  @Test
  void carriesRequestsAndAnswers() throws IOException {
    assertThat(echo("/", "hello")).isEqualTo("hello");
    assertThat(echo("/chunked", "x".repeat(100_000))).hasSize(100_000);
    assertThat(link.bytesCarriedUp()).isGreaterThan(100_000);
  }

  @Test
  void cutLineRefusesUntilItIsRestored() throws IOException {
    echo("/", "before");
    link.cut();

    assertThatThrownBy(() -> echo("/", "cut")).isInstanceOf(IOException.class);
    link.restore();
    assertThat(echo("/", "after")).isEqualTo("after");
    assertThat(asked).hasValue(2);
  }

  @Test
  void lineThatWasCutCanBeRestoredAtOnce() throws IOException {
    for (int i = 0; i < 200; i++) {
      link.cut();
      link.restore();
    }

    assertThat(echo("/", "after")).isEqualTo("after");
  }

  @Test
  void stalledLineCarriesNothingAndClosesNothing() throws IOException {
    echo("/", "before");
    link.stallInRequestAfter(20);

    assertThatThrownBy(() -> echo("/", "stalled"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was not answered within 500 ms");
    assertThat(link.isStalled()).isTrue();
    assertThat(asked).hasValue(1);
    link.restore();
    assertThat(echo("/", "after")).isEqualTo("after");
  }

  @Test
  void shortRequestsPassUntilALongOneStallsTheLine() throws IOException {
    link.cut();
    link.stallInRequestAfter(1_000);
    for (int i = 0; i < 20; i++) {
      echo("/", "short");
    }
    assertThat(link.isStalled()).isFalse();
    long before = link.bytesCarriedUp();

    assertThatThrownBy(() -> echo("/", "x".repeat(100_000))).isInstanceOf(IOException.class);
    assertThat(link.isStalled()).isTrue();
    assertThat(link.bytesCarriedUp()).isEqualTo(before + 1_000);
    assertThatThrownBy(() -> echo("/", "short")).isInstanceOf(IOException.class);
    assertThat(asked).hasValue(21); // the long one had begun
  }

  @Test
  void lostAnswerMeansThatTheRequestWasDoneAllTheSame() throws IOException {
    link.loseAnswers();

    assertThatThrownBy(() -> echo("/", "done")).isInstanceOf(IOException.class);
    assertThat(asked).hasValue(1);
    link.restore();
    assertThat(echo("/", "again")).isEqualTo("again");
  }

  private String echo(String path, String text) throws IOException {
    return new String(peer.post(path, text).orRefused().body(), StandardCharsets.UTF_8);
  }
}
