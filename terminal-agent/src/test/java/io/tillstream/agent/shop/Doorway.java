package io.tillstream.agent.shop;

import static io.tillstream.agent.shop.Answers.JSON;
import static io.tillstream.agent.shop.Answers.problem;
import static io.tillstream.agent.shop.Answers.send;

import com.sun.net.httpserver.HttpExchange;
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
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.EnrolmentRequest;
import io.tillstream.protocol.wire.FormerLife;
import io.tillstream.protocol.wire.HandshakeAnswer;
import io.tillstream.protocol.wire.HandshakeRequest;
import io.tillstream.protocol.wire.HeldHashesAnswer;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whom the small store takes in as a terminal, and what it says when it is greeted. */
public final class Doorway {

  static final String CREDENTIAL = "Y3JlZGVudGlhbC1vZi10aGUtc21hbGwtc3RvcmUt";

  private final ShopBooks books;
  private final Map<String, ProblemCode> codes = new LinkedHashMap<>();
  private final Map<Integer, String> sessions = new LinkedHashMap<>();
  private final List<HandshakeRequest> greetings = new ArrayList<>();
  private final List<FormerLife> formerLives = new ArrayList<>();
  private int enrolments;
  private boolean speaksOfHandshakes = true;
  private boolean losesNextAnswer;
  private String backupKey;

  Doorway(ShopBooks books) {
    this.books = books;
    codes.put(SmallStore.CODE, null);
  }

  /** Makes a code for its one terminal. */
  public synchronized void issues(String code) {
    codes.put(code, null);
  }

  /** A code that will be refused. */
  public synchronized void refuses(String code, ProblemCode why) {
    codes.put(code, why);
  }

  /** A store of before the handshake. */
  public synchronized void isOfAnEarlierVersion() {
    speaksOfHandshakes = false;
  }

  /** The next greeting is taken, and the answer lost. */
  public synchronized void losesNextAnswer() {
    losesNextAnswer = true;
  }

  /** What terminals said when they greeted. */
  public synchronized List<HandshakeRequest> greetings() {
    return List.copyOf(greetings);
  }

  /** What was said of the epochs that were left. */
  public synchronized List<FormerLife> formerLives() {
    return List.copyOf(formerLives);
  }

  /** By which key the store's carried files are known; null before it has one. */
  synchronized String backupKey() {
    return backupKey;
  }

  synchronized void signsWith(String key) {
    backupKey = key;
  }

  synchronized void enrol(HttpExchange exchange) throws IOException {
    EnrolmentRequest request = JSON.readValue(exchange.getRequestBody(), EnrolmentRequest.class);
    if (!codes.containsKey(request.code())) {
      problem(exchange, ProblemCode.ENROLMENT_CODE_UNKNOWN);
    } else if (codes.get(request.code()) != null) {
      problem(exchange, codes.get(request.code()));
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

  synchronized void handshake(HttpExchange exchange) throws IOException {
    if (!speaksOfHandshakes) {
      problem(exchange, ProblemCode.NOT_FOUND);
      return;
    }
    HandshakeRequest request = JSON.readValue(exchange.getRequestBody(), HandshakeRequest.class);
    greetings.add(request);
    int epoch = ShopBooks.epochOf(request.stream());
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
    if (losesNextAnswer) {
      losesNextAnswer = false;
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
            books.headOffice,
            Instant.now()));
  }

  synchronized void hashes(HttpExchange exchange) throws IOException {
    int epoch = Integer.parseInt(exchange.getRequestURI().getPath().split("/", -1)[4]);
    long after = Long.parseLong(exchange.getRequestURI().getQuery().replace("after=", ""));
    List<HeldHashesAnswer.At> page = new ArrayList<>();
    for (long n = after + 1; books.of(epoch).hashAt(n).isPresent() && page.size() < 3; n++) {
      page.add(new HeldHashesAnswer.At(n, books.of(epoch).hashAt(n).get()));
    }
    send(exchange, 200, new HeldHashesAnswer(Protocol.VERSION, page));
  }

  /** Whether a terminal may ask for anything else. */
  synchronized boolean knows(HttpExchange exchange) {
    return ("Bearer " + credential())
        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private String credential() {
    return enrolments < 2 ? CREDENTIAL : CREDENTIAL + enrolments;
  }
}
