package io.tillstream.agent.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tillstream.protocol.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The small store's lines of pokes, and what may go wrong with them. */
public final class PokeLines implements HttpHandler {

  private static final int HEARTBEAT_MILLIS = 150;

  private final List<HttpExchange> open = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private Optional<ProblemCode> refusal = Optional.empty();
  private boolean heldBack;
  private boolean beating = true;
  private String first = "";
  private int calls;

  /** What is said first on a line; nothing when it was never called. */
  public synchronized void says(String incarnation, long seq) {
    first =
        "data:{\"incarnation\":\"%s\",\"seq\":%d,\"headOffice\":0,\"heartbeatMillis\":%d}\n\n"
            .formatted(incarnation, seq, HEARTBEAT_MILLIS);
  }

  /** Pokes every terminal. */
  public synchronized void poke(String incarnation, long seq) {
    says(incarnation, seq);
    write(first);
  }

  /** Asks every terminal to compare itself, for the so-manieth time; nothing else is new. */
  public synchronized void asksToVerify(int time) {
    first = first.replaceFirst("(,\"verify\":\\d+)?}\n\n$", ",\"verify\":" + time + "}\n\n");
    write(first);
  }

  /** A line is answered with this and {@code Retry-After: 7}. */
  public synchronized void refuses(ProblemCode code) {
    refusal = Optional.of(code);
  }

  /** A proxy keeps to itself what is said. */
  public synchronized void holdsBack() {
    heldBack = true;
  }

  /** The other end has vanished without a word. */
  public synchronized void goesSilent() {
    beating = false;
  }

  /** All is well again. */
  public synchronized void heals() {
    beating = true;
    heldBack = false;
    refusal = Optional.empty();
  }

  /** Every line ends, as when the store stops. */
  public synchronized void endAll() {
    for (HttpExchange exchange : open) {
      exchange.close();
    }
    open.clear();
  }

  /** How often a line was asked for. */
  public synchronized int calls() {
    return calls;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    begin(exchange);
    try {
      boolean ended = false;
      while (!ended) {
        ended = over.await(HEARTBEAT_MILLIS / 3, java.util.concurrent.TimeUnit.MILLISECONDS);
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void begin(HttpExchange exchange) throws IOException {
    calls++;
    if (refusal.isPresent()) {
      exchange.getResponseHeaders().add("Retry-After", "7");
      Answers.problem(exchange, refusal.get());
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    open.add(exchange);
    if (!heldBack && beating) {
      write(exchange, first);
    }
  }

  private synchronized void beat() {
    if (beating) {
      write(":alive\n\n");
    }
  }

  private void write(String text) {
    if (!heldBack) {
      open.removeIf(exchange -> !write(exchange, text));
    }
  }

  private static boolean write(HttpExchange exchange, String text) {
    try {
      exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void close() {
    over.countDown();
    endAll();
  }
}
