package io.tillstream.agent.link;

import io.tillstream.platform.exchange.GatherBody;
import io.tillstream.platform.exchange.SendBody;
import io.tillstream.platform.exchange.WatchedExchange;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.wire.EnrolmentRequest;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.protocol.wire.HandshakeRequest;
import io.tillstream.protocol.wire.LeaseRequest;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StockLeaseReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests to the store. A request may take long as long as it gets on; one that stands still is
 * given up. Thread-safe; it never retries by itself.
 */
public final class StoreLink implements AutoCloseable {

  private static final int ANSWER_BYTES_MAX = 8 * 1024 * 1024;
  private static final long WATCH_MILLIS = 200;
  // A line is open all day long: looking at it often would cost more than it brings.
  private static final long LISTEN_MILLIS = 1_000;

  private final URI store;
  private final Duration progressTimeout;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final HttpClient client;

  /**
   * To a store.
   *
   * @param store its address, without a slash at the end
   * @param connectTimeout for the connection to stand
   * @param progressTimeout between two pieces of an answer, and for its beginning
   * @param clock the terminal's
   */
  public StoreLink(
      URI store, Duration connectTimeout, Duration progressTimeout, InstantSource clock) {
    this.store = store;
    this.progressTimeout = progressTimeout;
    this.clock = clock;
    // One request up, one down and a line at a time need no pool that grows; a fourth goes on while
    // a
    // file that comes down is written.
    this.threads =
        Executors.newFixedThreadPool(
            4,
            task -> {
              Thread thread = new Thread(task, "store-link");
              thread.setDaemon(true);
              return thread;
            });
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .executor(threads)
            .build();
  }

  /**
   * Asks to become a terminal.
   *
   * @throws IOException when there is no whole answer
   */
  public StoreAnswer enrol(EnrolmentRequest request) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at("/sync/v1/enrolment")).header("Content-Type", "application/json"),
        WireJson.write(request));
  }

  /**
   * Sends a gzipped batch of documents.
   *
   * @throws IOException when there is no whole answer: the store may hold the batch or not
   */
  public StoreAnswer documents(String credential, byte[] gzip) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at("/sync/v1/documents"))
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", Protocol.NDJSON)
            .header("Content-Encoding", "gzip"),
        gzip);
  }

  /**
   * Greets the store.
   *
   * @throws IOException when there is no whole answer: the store may have taken it or not
   */
  public StoreAnswer handshake(String credential, HandshakeRequest request) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at("/sync/v1/handshake"))
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", "application/json"),
        WireJson.write(request));
  }

  /**
   * Asks what to number by.
   *
   * @throws IOException when there is no whole answer
   */
  public StoreAnswer series(String credential) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at("/sync/v1/series"))
            .header("Authorization", "Bearer " + credential)
            .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION)),
        null);
  }

  /**
   * Asks for numbers of a shared range.
   *
   * @throws IOException when there is no whole answer: the store may have lent them or not
   */
  public StoreAnswer lease(String credential, LeaseRequest request) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at("/sync/v1/leases"))
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", "application/json"),
        WireJson.write(request));
  }

  /**
   * Tells what is leased to this terminal of scarce items, and asks for what it may have.
   *
   * @throws IOException when there is no whole answer: the store may have granted more or not
   */
  public StoreAnswer stockLeases(String credential, StockLeaseReport report) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at("/sync/v1/stock-leases"))
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", "application/json"),
        WireJson.write(report));
  }

  /**
   * Asks for the chain that the store holds of one of this terminal's epochs.
   *
   * @param after n, exclusive
   * @throws IOException when there is no whole answer
   */
  public StoreAnswer heldHashes(String credential, int epoch, long after) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at("/sync/v1/streams/" + epoch + "/hashes?after=" + after))
            .header("Authorization", "Bearer " + credential)
            .header("Accept-Encoding", "gzip")
            .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION)),
        null);
  }

  /**
   * Asks for a page of changes.
   *
   * @throws IOException when there is no whole answer
   */
  public StoreAnswer changes(String credential, ChangesRequest request) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(at("/sync/v1/changes" + request.query()))
            .header("Authorization", "Bearer " + credential)
            .header("Accept-Encoding", "gzip")
            .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION))
            .header(Protocol.AGENT_VERSION_HEADER, request.agentVersion())
            .header(Protocol.PENDING_HEADER, Long.toString(request.pending()));
    if (request.oldestPending() != null) {
      builder.header(Protocol.OLDEST_PENDING_HEADER, request.oldestPending().toString());
    }
    if (request.skewMillis() != null) {
      builder.header(Protocol.SKEW_HEADER, request.skewMillis().toString());
    }
    if (request.head() != null) {
      builder.header(Protocol.HEAD_HEADER, request.head().position() + " " + request.head().hash());
    }
    if (request.verified() != null) {
      builder.header(Protocol.VERIFIED_HEADER, request.verified().toString());
    }
    return exchange(builder, null);
  }

  /**
   * Asks for the sums of the store's reference data.
   *
   * @throws IOException when there is no whole answer
   */
  public StoreAnswer digests(String credential) throws IOException {
    return ask(credential, "/sync/v1/digests");
  }

  /**
   * Asks for all rows of some buckets.
   *
   * @param list their numbers, separated by commas
   * @throws IOException when there is no whole answer
   */
  public StoreAnswer buckets(String credential, String list) throws IOException {
    return ask(credential, "/sync/v1/buckets?b=" + list);
  }

  /**
   * Tells what was found to differ from the store.
   *
   * @throws IOException when there is no whole answer: the store may have heard it or not
   */
  public StoreAnswer findings(String credential, Findings findings) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at("/sync/v1/findings"))
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", "application/json"),
        WireJson.write(findings));
  }

  private StoreAnswer ask(String credential, String path) throws IOException {
    return exchange(
        HttpRequest.newBuilder(at(path))
            .header("Authorization", "Bearer " + credential)
            .header("Accept-Encoding", "gzip")
            .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION)),
        null);
  }

  /**
   * Listens on an answer that stays open until it ends, whoever ends it.
   *
   * @param patience without any piece of it for so long it is given up; asked again each time
   * @param hear is told each line as it comes, on another thread
   * @return the store's refusal, or an empty answer with status 200 when it ended the line
   * @throws IOException when the line broke off or went silent
   */
  public StoreAnswer listen(String credential, Supplier<Duration> patience, Consumer<String> hear)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(at("/sync/v1/pokes"))
            .header("Authorization", "Bearer " + credential)
            .header("Accept", "text/event-stream")
            .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION))
            .build();
    AtomicLong lastProgress = new AtomicLong(System.nanoTime());
    Runnable progress = () -> lastProgress.set(System.nanoTime());
    Instant sent = clock.instant();
    HttpResponse<byte[]> whole =
        watched(
            client.sendAsync(
                request,
                head ->
                    head.statusCode() == 200
                        ? new HearLines(hear, progress)
                        : new GatherBody(ANSWER_BYTES_MAX, progress)),
            lastProgress,
            patience,
            LISTEN_MILLIS);
    return new StoreAnswer(
        whole.statusCode(), whole.headers(), whole.body(), sent, clock.instant());
  }

  /** Reads JSON that came on a line; empty when it is {@code null}. */
  public static <T> Optional<T> read(String json, Class<T> type) throws IOException {
    return Optional.ofNullable(
        WireJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), type));
  }

  /**
   * Asks for a file from which the replica can begin.
   *
   * @throws IOException when there is no whole answer
   */
  public StoreAnswer snapshot(String credential) throws IOException {
    return exchange(get("/sync/v1/snapshot", credential), null);
  }

  /**
   * Fetches such a file, or the rest of it.
   *
   * @param from the first byte that is wanted
   * @param sink takes it in, and is left alone once this returns or throws
   * @return the answer, without the file in its body; not a good one when nothing went into the
   *     sink
   * @throws IOException when it broke off, stood still, or the sink could not use it
   */
  public StoreAnswer snapshotFile(String credential, Hash name, long from, FileSink sink)
      throws IOException {
    HttpRequest.Builder request =
        get("/sync/v1/snapshot/files/" + name, credential)
            .header("Range", "bytes=" + from + "-")
            .header("If-Range", "\"" + name + "\"");
    AtomicReference<PassBody> passing = new AtomicReference<>();
    try {
      return exchange(
          request,
          null,
          (head, progress) -> {
            if (head.statusCode() != 200 && head.statusCode() != 206) {
              return new GatherBody(ANSWER_BYTES_MAX, progress);
            }
            passing.set(new PassBody(head.statusCode(), head.headers(), sink, progress));
            return passing.get();
          });
    } catch (IOException e) {
      IOException fault = passing.get() == null ? null : passing.get().fault();
      throw fault == null ? e : fault;
    } finally {
      if (passing.get() != null) {
        passing.get().abandon();
      }
    }
  }

  private HttpRequest.Builder get(String path, String credential) {
    return HttpRequest.newBuilder(at(path))
        .header("Authorization", "Bearer " + credential)
        .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION));
  }

  /** Ends the threads; requests under way are given up. */
  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdown();
  }

  private URI at(String path) {
    return URI.create(store + path);
  }

  private StoreAnswer exchange(HttpRequest.Builder request, byte[] body) throws IOException {
    return exchange(request, body, (head, progress) -> new GatherBody(ANSWER_BYTES_MAX, progress));
  }

  private StoreAnswer exchange(
      HttpRequest.Builder request,
      byte[] body,
      BiFunction<HttpResponse.ResponseInfo, Runnable, BodySubscriber<byte[]>> reader)
      throws IOException {
    AtomicLong lastProgress = new AtomicLong(System.nanoTime());
    Runnable progress = () -> lastProgress.set(System.nanoTime());
    if (body != null) {
      request.POST(SendBody.of(body, progress));
    }
    Instant sent = clock.instant();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), head -> reader.apply(head, progress));
    HttpResponse<byte[]> whole = watched(answer, lastProgress, () -> progressTimeout, WATCH_MILLIS);
    return new StoreAnswer(
        whole.statusCode(), whole.headers(), whole.body(), sent, clock.instant());
  }

  private static <T> T watched(
      CompletableFuture<T> answer, AtomicLong lastProgress, Supplier<Duration> patience, long watch)
      throws IOException {
    try {
      return WatchedExchange.await(answer, lastProgress, patience, watch);
    } catch (IOException e) {
      throw new IOException(inWords(e), e);
    }
  }

  private static String inWords(Throwable fault) {
    String message = fault.getMessage();
    return message == null ? "no connection" : message;
  }
}
