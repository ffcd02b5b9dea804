package io.tillstream.platform.exchange;

import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A request may take long as long as it gets on; one that stands still is given up. The client's
 * own timeout ends with the head of the answer: on a line that goes silent after it, a body would
 * be waited for as long as the program runs. Thread-safe.
 */
public final class WatchedExchange {

  private static final long WATCH_MILLIS = 200;

  private WatchedExchange() {}

  /**
   * Asks.
   *
   * @param patience how long it may stand still
   * @throws IOException when there is no whole answer
   */
  public static HttpResponse<byte[]> get(
      HttpClient client, HttpRequest.Builder request, Duration patience) throws IOException {
    return send(client, request.GET(), new AtomicLong(System.nanoTime()), patience);
  }

  /**
   * Sends a body.
   *
   * @param patience how long it may stand still
   * @throws IOException when there is no whole answer: what was sent may have been taken in
   */
  public static HttpResponse<byte[]> post(
      HttpClient client, HttpRequest.Builder request, byte[] body, Duration patience)
      throws IOException {
    AtomicLong lastProgress = new AtomicLong(System.nanoTime());
    request.POST(SendBody.of(body, () -> lastProgress.set(System.nanoTime())));
    return send(client, request, lastProgress, patience);
  }

  private static HttpResponse<byte[]> send(
      HttpClient client, HttpRequest.Builder request, AtomicLong lastProgress, Duration patience)
      throws IOException {
    return await(
        client.sendAsync(
            request.build(),
            head ->
                new GatherBody(
                    Protocol.BATCH_BYTES_MAX, () -> lastProgress.set(System.nanoTime()))),
        lastProgress,
        () -> patience,
        WATCH_MILLIS);
  }

  /**
   * Waits for an answer, and gives it up when it stands still.
   *
   * @param lastProgress when it last got on, by {@link System#nanoTime}
   * @param patience asked again each time
   * @param watchMillis how often to look
   * @throws IOException when it failed, was given up, or the program is stopping
   */
  public static <T> T await(
      CompletableFuture<T> answer,
      AtomicLong lastProgress,
      Supplier<Duration> patience,
      long watchMillis)
      throws IOException {
    try {
      while (true) {
        try {
          return answer.get(watchMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillWaiting) {
          Duration longest = patience.get();
          if (System.nanoTime() - lastProgress.get() > longest.toNanos()) {
            throw new HttpTimeoutException("no answer for " + longest.toSeconds() + " s");
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("given up: the program is stopping", e);
    } finally {
      answer.cancel(true);
    }
  }
}
