package io.tillstream.store.snapshot;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Lets so many terminals fetch a file at one time, and none for ever: one whose line is dead must
 * not keep the place of another. Thread-safe.
 */
final class DownloadPlaces {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Semaphore free;
  private final Duration longest;

  DownloadPlaces(int places, Duration longest) {
    free = new Semaphore(places);
    this.longest = longest;
  }

  /**
   * Takes a place, which is free again when the exchange has ended.
   *
   * @throws ProblemException {@code too-many-requests} when all are taken
   */
  void take(RoutingContext exchange) {
    if (!free.tryAcquire()) {
      throw ProblemException.of(
              ProblemCode.TOO_MANY_REQUESTS, "too many terminals fetch a file at this moment")
          .retryAfter(RETRY_AFTER);
    }
    Vertx vertx = exchange.vertx();
    long timer = vertx.setTimer(longest.toMillis(), late -> cut(exchange.request().connection()));
    exchange.addEndHandler(
        ended -> {
          vertx.cancelTimer(timer);
          free.release();
        });
  }

  /**
   * Ends a connection at once. A polite end would wait behind the bytes that a terminal whose line
   * is dead never reads, and keep its place for ever.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
  private static void cut(HttpConnection connection) {
    if (connection instanceof ConnectionBase wired) {
      wired.channelHandlerContext().close(); // channel().close() would be polite again
    } else {
      connection.close();
    }
  }
}
