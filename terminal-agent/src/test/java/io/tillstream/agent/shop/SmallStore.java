package io.tillstream.agent.shop;

import static io.tillstream.agent.shop.Answers.JSON;
import static io.tillstream.agent.shop.Answers.problem;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.escrow.Terms;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.protocol.wire.Lease;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.SeriesAnswer;
import io.tillstream.protocol.wire.StockLeaseAnswer;
import io.tillstream.protocol.wire.StockLeaseReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A store that receives: it decides with the protocol's own types what is new, repeated, missing or
 * forked. What goes wrong between it and a terminal is said by the test.
 */
public final class SmallStore implements AutoCloseable {

  /** The first code for its one terminal. */
  public static final String CODE = "7KQ4-M2XP";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ShopBooks books = new ShopBooks();
  private final Doorway door = new Doorway(books);
  private final Intake intake = new Intake(books);
  private final Feed feed = new Feed(books, this::cut);
  private final PokeLines pokes = new PokeLines();
  private final SmallShelf shelf = new SmallShelf();
  private final List<String> requests = new ArrayList<>();
  private boolean cut;
  private Headers told = new Headers();
  private boolean revoked;
  private Optional<Integer> retryAfter = Optional.empty();
  private Optional<ProblemCode> notLent = Optional.empty();
  private long lent = 1;
  private List<Terms> terms = List.of();
  private final List<StockLeaseReport> reports = new ArrayList<>();
  private final List<Findings> findings = new ArrayList<>();
  private boolean hearsFindings = true;
  private boolean refusesFindings;
  private Optional<Integer> loginPage = Optional.empty();
  private Optional<Duration> clockAhead = Optional.empty();

  /** Open for business on a free port, with {@link #CODE} for its one terminal. */
  public SmallStore() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/sync/v1/enrolment", exchange -> answer(exchange, door::enrol));
    serve("handshake", door::handshake);
    serve("streams", door::hashes);
    serve("documents", intake::documents);
    serve("changes", feed::changes);
    serve(
        "series",
        exchange ->
            Answers.send(
                exchange,
                200,
                new SeriesAnswer(
                    Protocol.VERSION,
                    List.of(),
                    List.of("gift-card"),
                    terms.isEmpty() ? null : true)));
    serve("leases", this::lease);
    serve("stock-leases", this::leaseStock);
    serve("digests", feed::digests);
    serve("buckets", feed::buckets);
    serve("findings", this::hear);
    server.createContext("/sync/v1/pokes", pokes);
    server.createContext("/sync/v1/snapshot", this::snapshot);
    server.setExecutor(threads);
    server.start();
  }

  /** To its terminal alone. */
  private void serve(String path, HttpHandler handler) {
    server.createContext(
        "/sync/v1/" + path,
        exchange ->
            answer(
                exchange,
                known -> {
                  if (door.knows(known)) {
                    handler.handle(known);
                  } else {
                    problem(known, ProblemCode.NOT_AUTHENTICATED);
                  }
                }));
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

  /** Where terminals are taken in and greeted. */
  public Doorway door() {
    return door;
  }

  /** Where documents are received. */
  public Intake intake() {
    return intake;
  }

  /** Where changes are told. */
  public Feed feed() {
    return feed;
  }

  /** Where its snapshot is. */
  public SmallShelf shelf() {
    return shelf;
  }

  /** Makes a snapshot of what it sells now; before that it has none. */
  public synchronized void makesSnapshot() {
    shelf.fill(books);
  }

  /** The line is cut: every request breaks off. */
  public synchronized void cut() {
    cut = true;
  }

  /** The line is whole again. */
  public synchronized void heal() {
    cut = false;
    feed.heals();
    retryAfter = Optional.empty();
    revoked = false;
    loginPage = Optional.empty();
  }

  /** The terminal's credential is withdrawn. */
  public synchronized void revoke() {
    revoked = true;
  }

  /** Asks to be left alone. */
  public synchronized void isBusyFor(int seconds) {
    retryAfter = Optional.of(seconds);
  }

  /** It says with each answer what time its clock shows. */
  public synchronized void saysItsTime(Duration ahead) {
    clockAhead = Optional.of(ahead);
  }

  /** Its clock, which each page of changes says. */
  public synchronized void hasClock(InstantSource clock) {
    books.clock = clock;
  }

  /** A hotspot answers in its stead, with a page to log in at. */
  public synchronized void isHiddenByALoginPage(int status) {
    loginPage = Optional.of(status);
  }

  /** Head office has acknowledged so far. */
  public synchronized void headOfficeHolds(long n) {
    books.headOffice = n;
  }

  /** The same of a closed epoch. */
  public synchronized void headOfficeHolds(int epoch, long n) {
    books.headOfficeOfClosed.put(epoch, n);
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

  /** Lends no number of its range for this reason, or again when there is none. */
  public synchronized void lendsNothing(Optional<ProblemCode> why) {
    notLent = why;
  }

  private void lease(HttpExchange exchange) throws IOException {
    if (notLent.isPresent()) {
      problem(exchange, notLent.get());
    } else {
      Answers.send(exchange, 200, new Lease(Protocol.VERSION, "gift-card", lent, lent++));
    }
  }

  /** What it answers of scarce items from now on. */
  public synchronized void leases(Terms... said) {
    terms = List.of(said);
  }

  /** What it was told of them, in order. */
  public synchronized List<StockLeaseReport> reports() {
    return List.copyOf(reports);
  }

  /** It is of a version that hears no findings, or of one that does again. */
  public synchronized void hearsFindings(boolean hears) {
    hearsFindings = hears;
  }

  /** It cannot take findings now, or it can again. */
  public synchronized void refusesFindings(boolean refuses) {
    refusesFindings = refuses;
  }

  /** What it was told to differ from it, in order. */
  public synchronized List<Findings> findings() {
    return List.copyOf(findings);
  }

  private void hear(HttpExchange exchange) throws IOException {
    if (refusesFindings) {
      problem(exchange, ProblemCode.NOT_AVAILABLE);
    } else if (hearsFindings) {
      findings.add(JSON.readValue(exchange.getRequestBody(), Findings.class));
      Answers.send(exchange, 200, Map.of("protocol", Protocol.VERSION));
    } else {
      problem(exchange, ProblemCode.NOT_FOUND);
    }
  }

  private void leaseStock(HttpExchange exchange) throws IOException {
    StockLeaseReport report = JSON.readValue(exchange.getRequestBody(), StockLeaseReport.class);
    reports.add(report);
    Answers.send(
        exchange,
        200,
        new StockLeaseAnswer(Protocol.VERSION, report.request(), books.incarnation, null, terms));
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

  /** What the terminal said in a header when it last asked for changes. */
  public synchronized Optional<String> told(String header) {
    return Optional.ofNullable(told.getFirst(header));
  }

  /** Changes something that its feed says nothing of. */
  public synchronized void forgetsToSay(Runnable change) {
    books.forgetful(change);
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

  private synchronized void answer(HttpExchange exchange, HttpHandler handler) throws IOException {
    try (exchange) {
      exchange.setStreams(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()), null);
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (exchange.getRequestURI().getPath().endsWith("/changes")) {
        told = exchange.getRequestHeaders();
      }
      if (cut) {
        throw new IOException("the line is cut");
      }
      if (loginPage.isPresent()) {
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.getResponseHeaders().add("Retry-After", "3600");
        exchange.sendResponseHeaders(loginPage.get(), 0);
        exchange.getResponseBody().write("<html>Welcome</html>".getBytes(StandardCharsets.UTF_8));
        return;
      }
      clockAhead.ifPresent(
          ahead ->
              exchange
                  .getResponseHeaders()
                  .add(Protocol.TIME_HEADER, Instant.now().plus(ahead).toString()));
      if (retryAfter.isPresent()) {
        exchange.getResponseHeaders().add("Retry-After", retryAfter.get().toString());
        problem(exchange, ProblemCode.TOO_MANY_REQUESTS);
      } else if (revoked) {
        problem(exchange, ProblemCode.CREDENTIAL_REVOKED);
      } else {
        handler.handle(exchange);
      }
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
        if (!door.knows(exchange)) {
          problem(exchange, ProblemCode.NOT_AUTHENTICATED);
          return;
        }
      }
      Optional<ProblemCode> refusal = shelf.refusal();
      if (refusal.isPresent()) {
        if (shelf.passes()) {
          exchange.getResponseHeaders().add("Retry-After", "7");
        }
        problem(exchange, refusal.get());
      } else if (!shelf.answer(exchange)) {
        problem(exchange, ProblemCode.NOT_FOUND);
      }
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
