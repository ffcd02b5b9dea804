package io.tillstream.agent.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.handshake.Handshake;
import io.tillstream.protocol.handshake.HandshakeOutcome;
import io.tillstream.protocol.handshake.Judgement;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.wire.Buckets;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.Digests;
import io.tillstream.protocol.wire.DocumentsAnswer;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.EnrolmentRequest;
import io.tillstream.protocol.wire.FormerLife;
import io.tillstream.protocol.wire.HandshakeAnswer;
import io.tillstream.protocol.wire.HandshakeRequest;
import io.tillstream.protocol.wire.HeldHashesAnswer;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import io.tillstream.protocol.wire.TableChanges;
import io.tillstream.replica.Replica;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A store that receives: it decides with the protocol's own types what is new, repeated, missing or
 * forked. What goes wrong between it and a terminal is said by the test.
 */
public final class SmallStore implements AutoCloseable {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  /** The first code for its one terminal. */
  public static final String CODE = "7KQ4-M2XP";

  static final String CREDENTIAL = "Y3JlZGVudGlhbC1vZi10aGUtc21hbGwtc3RvcmUt";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ShopBooks books = new ShopBooks();
  private final PokeLines pokes = new PokeLines();
  private Runnable afterSums = () -> {};
  private final Map<String, ProblemCode> codes = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final SmallShelf shelf = new SmallShelf();
  private boolean cut;
  private boolean changesStopped;
  private String backupKey;
  private boolean loseNextUploadAnswer;
  private boolean revoked;
  private Optional<Integer> retryAfter = Optional.empty();
  private int pagesUntilCut = Integer.MAX_VALUE;
  private int rowsMax = Integer.MAX_VALUE;
  private int pagesUntilSpoilt = Integer.MAX_VALUE;
  private List<Object> spoiltRow;
  private Optional<Integer> loginPage = Optional.empty();
  private long headOffice;
  private int batchEpoch;
  private int enrolments;
  private boolean speaksOfHandshakes = true;
  private boolean loseNextGreetingAnswer;
  private final Map<Integer, String> sessions = new LinkedHashMap<>();
  private final List<HandshakeRequest> greetings = new ArrayList<>();
  private final List<FormerLife> formerLives = new ArrayList<>();

  /** Open for business on a free port, with {@link #CODE} for its one terminal. */
  public SmallStore() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/sync/v1/enrolment", exchange -> answer(exchange, this::enrol));
    server.createContext("/sync/v1/handshake", exchange -> answer(exchange, this::handshake));
    server.createContext("/sync/v1/streams", exchange -> answer(exchange, this::hashes));
    server.createContext("/sync/v1/documents", exchange -> answer(exchange, this::documents));
    server.createContext("/sync/v1/changes", exchange -> answer(exchange, this::changes));
    server.createContext("/sync/v1/pokes", pokes);
    server.createContext("/sync/v1/digests", exchange -> answer(exchange, this::digests));
    server.createContext("/sync/v1/buckets", exchange -> answer(exchange, this::buckets));
    server.createContext("/sync/v1/snapshot", this::snapshot);
    server.setExecutor(threads);
    server.start();
    codes.put(CODE, null);
  }

  /** Its address. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** An item with a price, tax and a quantity on the shelf. */
  public synchronized SmallStore sells(String item, String description, long price, long units) {
    books.put("tax", "STD", 2000);
    books.put("item", item, description, "STD", true);
    books.put("price", item, price);
    books.stock(item, units * 1000);
    return this;
  }

  /** Something that is no goods, such as postage. */
  public synchronized SmallStore sellsService(String item, long price) {
    books.put("item", item, item, "STD", false);
    books.put("price", item, price);
    return this;
  }

  /** An item without a price. */
  public synchronized SmallStore knows(String item) {
    books.put("item", item, item, "STD", true);
    books.release(item);
    return this;
  }

  /** A barcode. */
  public synchronized SmallStore marks(String barcode, String item) {
    books.put("barcode", barcode, item);
    return this;
  }

  /** An item is taken out of the catalogue. */
  public synchronized SmallStore stopsSelling(String item) {
    books.remove("item", item);
    return this;
  }

  /** Where its snapshot is. */
  public SmallShelf shelf() {
    return shelf;
  }

  /** Makes a snapshot of what it sells now; before that it has none. */
  public synchronized void makesSnapshot() {
    shelf.fill(books);
  }

  /** By which key its carried files are known; null before it has one. */
  synchronized String backupKey() {
    return backupKey;
  }

  synchronized void signsWith(String key) {
    backupKey = key;
  }

  /** Snapshots come, pages do not. */
  public synchronized void stopsChanges(boolean stopped) {
    changesStopped = stopped;
  }

  /** A store of before the handshake. */
  public synchronized void isOfAnEarlierVersion() {
    speaksOfHandshakes = false;
  }

  /** The next greeting is taken, and the answer lost. */
  public synchronized void loseNextGreetingAnswer() {
    loseNextGreetingAnswer = true;
  }

  /** Makes a code for its one terminal. */
  public synchronized SmallStore issues(String code) {
    codes.put(code, null);
    return this;
  }

  /** What terminals said when they greeted. */
  public synchronized List<HandshakeRequest> greetings() {
    return List.copyOf(greetings);
  }

  /** What was said of the epochs that were left. */
  public synchronized List<FormerLife> formerLives() {
    return List.copyOf(formerLives);
  }

  /** The line is cut: every request breaks off. */
  public synchronized void cut() {
    cut = true;
  }

  /** The line is whole again. */
  public synchronized void heal() {
    cut = false;
    pagesUntilCut = Integer.MAX_VALUE;
    retryAfter = Optional.empty();
    revoked = false;
    pagesUntilSpoilt = Integer.MAX_VALUE;
    loginPage = Optional.empty();
  }

  /** The next batch is taken in, and the answer lost. */
  public synchronized void loseNextUploadAnswer() {
    loseNextUploadAnswer = true;
  }

  /** The terminal's credential is withdrawn. */
  public synchronized void revoke() {
    revoked = true;
  }

  /** Asks to be left alone. */
  public synchronized void isBusyFor(int seconds) {
    retryAfter = Optional.of(seconds);
  }

  /** Cuts pages so small, and the line after so many of them. */
  public synchronized void pages(int rows, int untilCut) {
    rowsMax = rows;
    pagesUntilCut = untilCut;
  }

  /** After so many good pages, each has one row more, which is not as it should be. */
  public synchronized void spoilsPages(int after, List<Object> row) {
    pagesUntilSpoilt = after;
    spoiltRow = row;
  }

  /** A hotspot answers in its stead, with a page to log in at. */
  public synchronized void isHiddenByALoginPage(int status) {
    loginPage = Optional.of(status);
  }

  /** Head office has acknowledged so far. */
  public synchronized void headOfficeHolds(long n) {
    headOffice = n;
  }

  /** The same of a closed epoch. */
  public synchronized void headOfficeHolds(int epoch, long n) {
    books.headOfficeOfClosed.put(epoch, n);
  }

  /** An enrolment code that will be refused. */
  public synchronized void refusesCode(String code, ProblemCode why) {
    codes.put(code, why);
  }

  /** Restored from a backup with fewer documents. */
  public synchronized void goesBackTo(int documents) {
    books.forgetDocumentsAfter(documents);
  }

  /** Restored from a backup with fewer documents of an epoch: its log begins another life. */
  public synchronized void isRestoredWith(int epoch, int documents) {
    books.forgetDocumentsAfter(epoch, documents);
    books.incarnation = "another-life";
  }

  /** Gets so many documents of an epoch back from head office. */
  public synchronized void takesBack(int epoch, int documents) {
    books.takeBack(epoch, documents);
  }

  /** Gets so many of them back from head office. */
  public synchronized void takesBack(int documents) {
    books.takeBack(documents);
  }

  /** Holds a document that this terminal never made. */
  public synchronized void holdsAnotherHistory() {
    books.present().take("{\"made\":\"elsewhere\"}".getBytes(StandardCharsets.UTF_8));
  }

  /** A new change log, as after a restore. */
  public synchronized void startsNewIncarnation() {
    books.incarnation = "another-life";
  }

  /** All documents received, in order. */
  public synchronized List<Document> documents() {
    return books.documents().stream().map(SmallStore::read).toList();
  }

  /** The canonical text of all documents received. */
  public synchronized List<String> texts() {
    return books.documents().stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
  }

  /** What is on its shelf, in thousandths. */
  public synchronized long stockOf(String item) {
    return books.stockOf(item);
  }

  /** Lines of the change log. */
  public synchronized long head() {
    return books.head();
  }

  /** Requests so far, as method and path. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Changes something that its feed says nothing of. */
  public synchronized void forgetsToSay(Runnable change) {
    books.forgetful(change);
  }

  /** Does something right after it has answered with its sums, once. */
  public synchronized void afterItsSums(Runnable next) {
    afterSums = next;
  }

  /** Its lines of pokes. */
  public PokeLines pokes() {
    return pokes;
  }

  /** The life of its change log. */
  public synchronized String incarnation() {
    return books.incarnation;
  }

  @Override
  public void close() {
    pokes.close();
    shelf.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private interface Handler {
    void on(HttpExchange exchange) throws IOException;
  }

  private synchronized void answer(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      exchange.setStreams(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()), null);
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (cut) {
        throw new IOException("the line is cut");
      }
      if (loginPage.isPresent()) {
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(loginPage.get(), 0);
        exchange.getResponseBody().write("<html>Welcome</html>".getBytes(StandardCharsets.UTF_8));
      } else if (retryAfter.isPresent()) {
        exchange.getResponseHeaders().add("Retry-After", retryAfter.get().toString());
        problem(exchange, ProblemCode.TOO_MANY_REQUESTS, Map.of());
      } else if (revoked) {
        problem(exchange, ProblemCode.CREDENTIAL_REVOKED, Map.of());
      } else {
        handler.on(exchange);
      }
    }
  }

  private void enrol(HttpExchange exchange) throws IOException {
    EnrolmentRequest request = JSON.readValue(exchange.getRequestBody(), EnrolmentRequest.class);
    if (!codes.containsKey(request.code())) {
      problem(exchange, ProblemCode.ENROLMENT_CODE_UNKNOWN, Map.of());
    } else if (codes.get(request.code()) != null) {
      problem(exchange, codes.get(request.code()), Map.of());
    } else {
      codes.put(request.code(), ProblemCode.ENROLMENT_CODE_USED);
      enrolments++;
      if (request.previous() != null) {
        formerLives.add(request.previous());
      }
      send(
          exchange,
          201,
          new EnrolmentGrant(
              1,
              new StoreId("S1"),
              new TerminalId("T1"),
              books.grantsEpoch(),
              credential(),
              "GBP",
              books.incarnation,
              Arrays.stream(SeriesName.values())
                  .map(name -> Series.of(name, name.standard()))
                  .toList(),
              backupKey));
    }
  }

  private String credential() {
    return enrolments < 2 ? CREDENTIAL : CREDENTIAL + enrolments;
  }

  private static int epochOf(String stream) {
    return Integer.parseInt(stream.substring(stream.lastIndexOf('/') + 1));
  }

  private void handshake(HttpExchange exchange) throws IOException {
    requireCredential(exchange);
    if (!speaksOfHandshakes) {
      problem(exchange, ProblemCode.NOT_FOUND, Map.of());
      return;
    }
    HandshakeRequest request = JSON.readValue(exchange.getRequestBody(), HandshakeRequest.class);
    greetings.add(request);
    int epoch = epochOf(request.stream());
    ShopBooks.Held held = books.of(epoch);
    Judgement judgement =
        Handshake.judge(
            new Greeting(
                new DocumentStream(new StoreId("S1"), new TerminalId("T1"), epoch),
                request.head(),
                request.acknowledged(),
                request.previousSession(),
                request.session(),
                request.cursor()),
            held.watermark(),
            held::hashAt,
            sessions.get(epoch));
    if (judgement.outcome() == HandshakeOutcome.OK && request.witness() == null) {
      sessions.put(epoch, request.session());
    }
    if (loseNextGreetingAnswer) {
      loseNextGreetingAnswer = false;
      throw new IOException("the answer is lost");
    }
    send(
        exchange,
        200,
        new HandshakeAnswer(
            Protocol.VERSION,
            judgement.outcome(),
            judgement.reason(),
            held.watermark(),
            books.incarnation,
            headOffice,
            Instant.now()));
  }

  private void hashes(HttpExchange exchange) throws IOException {
    requireCredential(exchange);
    int epoch = Integer.parseInt(exchange.getRequestURI().getPath().split("/", -1)[4]);
    long after = Long.parseLong(exchange.getRequestURI().getQuery().replace("after=", ""));
    List<HeldHashesAnswer.At> page = new ArrayList<>();
    for (long n = after + 1; books.of(epoch).hashAt(n).isPresent() && page.size() < 3; n++) {
      page.add(new HeldHashesAnswer.At(n, books.of(epoch).hashAt(n).get()));
    }
    send(exchange, 200, new HeldHashesAnswer(page));
  }

  private void documents(HttpExchange exchange) throws IOException {
    requireCredential(exchange);
    ChainedBatch batch = batch(exchange.getRequestBody());
    if (batch.fault().isPresent()) {
      problem(exchange, ProblemCode.BAD_HASH, Map.of());
      return;
    }
    Optional<ShopBooks.Received> received = books.receive(batchEpoch, batch);
    if (loseNextUploadAnswer) {
      loseNextUploadAnswer = false;
      throw new IOException("the answer is lost");
    }
    if (received.isEmpty()) {
      problem(
          exchange, ProblemCode.STREAM_GAP, Map.of("watermark", books.of(batchEpoch).watermark()));
      return;
    }
    send(
        exchange,
        200,
        new DocumentsAnswer(
            1,
            received.get().outcome(),
            books.of(batchEpoch).watermark(),
            received.get().verdicts(),
            headOffice,
            Instant.now()));
  }

  private ChainedBatch batch(InputStream body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(body)) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      StreamHeader header = JSON.readValue(lines.get(0), StreamHeader.class);
      batchEpoch = epochOf(header.stream());
      List<ChainedRecord> records = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        records.add(
            new ChainedRecord(header.from() + i, lines.get(i).getBytes(StandardCharsets.UTF_8)));
      }
      return new ChainedBatch(header.start(), records, header.end());
    }
  }

  /** Not under the lock: a transfer that stands still must not hold up the others. */
  private void snapshot(HttpExchange exchange) throws IOException {
    try (exchange) {
      synchronized (this) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        if (loginPage.isPresent() || cut) {
          exchange.sendResponseHeaders(loginPage.orElse(200), 0);
          return;
        }
        requireCredential(exchange);
      }
      if (shelf.isBusy()) {
        exchange.getResponseHeaders().add("Retry-After", "7");
        problem(exchange, ProblemCode.TOO_MANY_REQUESTS, Map.of());
      } else if (!shelf.answer(exchange)) {
        problem(exchange, ProblemCode.NOT_FOUND, Map.of());
      }
    }
  }

  private void digests(HttpExchange exchange) throws IOException {
    requireCredential(exchange);
    send(
        exchange,
        200,
        new Digests(
            3, books.incarnation, books.head(), Replica.SCHEMA.version(), books.sums().toBytes()));
    Runnable next = afterSums;
    afterSums = () -> {};
    next.run();
  }

  private void buckets(HttpExchange exchange) throws IOException {
    requireCredential(exchange);
    BitSet asked = new BitSet();
    Arrays.stream(exchange.getRequestURI().getQuery().substring("b=".length()).split(","))
        .forEach(bucket -> asked.set(Integer.parseInt(bucket)));
    send(
        exchange,
        200,
        new Buckets(
            3, books.incarnation, books.head(), Replica.SCHEMA.version(), books.rowsOf(asked)));
  }

  private void changes(HttpExchange exchange) throws IOException {
    requireCredential(exchange);
    if (changesStopped) {
      throw new IOException("the line is cut before the page");
    }
    if (pagesUntilCut-- <= 0) {
      cut = true;
      throw new IOException("the line is cut between two pages");
    }
    Map<String, String> query =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    long after = Long.parseLong(query.getOrDefault("after", "0"));
    String incarnation = query.getOrDefault("incarnation", books.incarnation);
    if (!incarnation.equals(books.incarnation) || after > books.head()) {
      problem(exchange, ProblemCode.CURSOR_REFUSED, Map.of());
      return;
    }
    int rows = Math.min(rowsMax, Integer.parseInt(query.get("rows")));
    long until = Long.parseLong(query.getOrDefault("until", Long.toString(books.head())));
    ChangePage page = books.page(after, until, rows, headOffice);
    if (pagesUntilSpoilt-- <= 0) {
      TableChanges table = page.tables().get(0);
      table.rows().add(spoiltRow);
    }
    send(exchange, 200, page);
  }

  private void requireCredential(HttpExchange exchange) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + credential()).equals(given)) {
      problem(exchange, ProblemCode.NOT_AUTHENTICATED, Map.of());
      throw new IOException("no credential");
    }
  }

  private static void problem(HttpExchange exchange, ProblemCode code, Map<String, ?> members)
      throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", code.status());
    body.put("code", code.toString());
    body.put("detail", code.title());
    body.putAll(members);
    send(exchange, code.status(), body);
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
      out.write(JSON.writeValueAsBytes(body));
    }
  }

  private static Document read(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Document.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
