package io.tillstream.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.protocol.download.Cursor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreLinkTest {

  private static final ChangesRequest FROM_THE_START =
      new ChangesRequest(Cursor.START, 5000, "test", 0, null, null, null, null, null);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpServer server;

  @AfterEach
  void close() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void anAnswerThatKeepsComingIsWaitedForBeyondTheTimeout() throws IOException {
    try (StoreLink link =
        linkTo(
            exchange -> {
              exchange.sendResponseHeaders(200, 10);
              for (int i = 0; i < 10; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                pause(Duration.ofMillis(150));
              }
              exchange.close();
            })) {
      assertThat(link.changes("c", FROM_THE_START).body()).hasSize(10);
    }
  }

  @Test
  void anAnswerThatStandsStillIsGivenUp() throws IOException {
    try (StoreLink link =
        linkTo(
            exchange -> {
              exchange.sendResponseHeaders(200, 10);
              exchange.getResponseBody().write('x');
              exchange.getResponseBody().flush();
              pause(Duration.ofSeconds(30));
            })) {
      assertThatThrownBy(() -> link.changes("c", FROM_THE_START))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer");
    }
  }

  @Test
  void anAnswerThatNeverBeginsIsGivenUp() throws IOException {
    try (StoreLink link = linkTo(exchange -> pause(Duration.ofSeconds(30)))) {
      assertThatThrownBy(() -> link.documents("c", new byte[100_000]))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSmallAnswerThatUnfoldsIntoAHugeOneIsRefused() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write("{\"incarnation\":\"".getBytes(StandardCharsets.UTF_8));
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) 'x');
      for (int i = 0; i < 40; i++) {
        out.write(spaces);
      }
    }
    try (StoreLink link =
        linkTo(
            exchange -> {
              exchange.getResponseHeaders().add("Content-Encoding", "gzip");
              exchange.sendResponseHeaders(200, bomb.size());
              exchange.getResponseBody().write(bomb.toByteArray());
              exchange.close();
            })) {
      StoreAnswer answer = link.changes("c", FROM_THE_START);
      assertThatThrownBy(() -> answer.as(Object.class)).isInstanceOf(IOException.class);
    }
  }

  private StoreLink linkTo(HttpHandler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    return new StoreLink(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        Duration.ofSeconds(1),
        Duration.ofMillis(700),
        InstantSource.system());
  }

  private void pause(Duration time) throws IOException {
    try {
      ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
