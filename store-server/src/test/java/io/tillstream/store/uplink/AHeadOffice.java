package io.tillstream.store.uplink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.platform.schema.Schemas;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A head office in a few lines: it takes in what continues its history, and answers. */
final class AHeadOffice implements AutoCloseable {

  private final ObjectMapper json = new JsonMapper();
  private final HttpServer server;
  private final Map<String, Life> lives = new HashMap<>();
  private List<ChainedRecord> held = new ArrayList<>();
  private Watermark standing = Watermark.START;
  private String incarnation;
  private int answersToGive;
  private int answersToLose;
  private int answersToBreakOff;
  private int envelopesToSwallow;
  private final List<Integer> sizes = new ArrayList<>();
  private int timesBusy;
  private String retryAfter;
  private final List<Long> arrivedNanos = new ArrayList<>();
  private final List<AssertionError> notRight = new ArrayList<>();
  private int envelopes;
  private String lastCredential;

  AHeadOffice() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/sync/v1/facts", this::take);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized List<String> lines() {
    return held.stream().map(fact -> new String(fact.line(), StandardCharsets.UTF_8)).toList();
  }

  synchronized Watermark standing() {
    return standing;
  }

  /** How many lives of the store's log it has met. */
  synchronized int lives() {
    return lives.size() + (incarnation == null ? 0 : 1);
  }

  /** Holds facts that the store will not know of. */
  synchronized void isAheadBy(int facts) {
    for (int i = 0; i < facts; i++) {
      long seq = standing.position() + 1;
      byte[] line = ("{\"seq\":" + seq + "}").getBytes(StandardCharsets.UTF_8);
      held.add(new ChainedRecord(seq, line));
      standing = new Watermark(seq, standing.hash().then(line));
    }
  }

  synchronized int envelopes() {
    return envelopes;
  }

  synchronized String lastCredential() {
    return lastCredential;
  }

  synchronized void losesAnswers(int count) {
    losesAnswers(count, 0);
  }

  /** Loses so many, after others that arrive. */
  synchronized void losesAnswers(int count, int after) {
    answersToLose = count;
    answersToGive = after;
  }

  /** Gives the head of its answer and half of the body, and then nothing more. */
  synchronized void breaksOffAnswers(int count) {
    answersToBreakOff = count;
  }

  /** The line brings nothing through. */
  synchronized void doesNotGet(int count) {
    envelopesToSwallow = count;
  }

  /** Bytes of each envelope, before compression. */
  synchronized List<Integer> sizes() {
    return List.copyOf(sizes);
  }

  synchronized void isBusyTimes(int count) {
    timesBusy = count;
  }

  /** Asks to be left alone for so many seconds whenever it is busy. */
  synchronized void asksForRest(int seconds) {
    retryAfter = Integer.toString(seconds);
  }

  /** The time between the first two envelopes. */
  synchronized Duration firstRest() {
    return Duration.ofNanos(arrivedNanos.get(1) - arrivedNanos.get(0));
  }

  /** Goes back to an earlier watermark, as if restored from a backup. */
  synchronized void fallsBackTo(Watermark watermark) {
    held.removeIf(fact -> fact.position() > watermark.position());
    standing = watermark;
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    lastCredential = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] body;
    try (GZIPInputStream unzipped = new GZIPInputStream(exchange.getRequestBody())) {
      body = unzipped.readAllBytes();
    }
    hold(body);
    boolean asks = new String(body, StandardCharsets.UTF_8).lines().count() == 1;
    if (!asks) {
      envelopes++;
      arrivedNanos.add(System.nanoTime());
      sizes.add(body.length);
      if (envelopesToSwallow > 0) {
        envelopesToSwallow--;
        exchange.close();
        return;
      }
    }
    if (timesBusy > 0 && !asks) {
      timesBusy--;
      if (retryAfter != null) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
      }
      answer(exchange, 503, "{\"code\":\"not-available\",\"detail\":\"busy\"}");
      return;
    }
    List<String> lines = new String(body, StandardCharsets.UTF_8).lines().toList();
    StreamHeader header = json.readValue(lines.get(0), StreamHeader.class);
    List<ChainedRecord> records = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      records.add(
          new ChainedRecord(
              json.readTree(line).get("seq").asLong(), line.getBytes(StandardCharsets.UTF_8)));
    }
    follow(header.incarnation());
    ChainedBatch batch = new ChainedBatch(header.start(), records, header.end());
    if (batch.fault().isPresent()) {
      answer(exchange, 422, "{\"code\":\"bad-hash\"}");
      return;
    }
    decide(exchange, batch);
  }

  /** Holds an envelope against docs/schema; what is not right is said when the test ends. */
  private void hold(byte[] envelope) {
    try {
      Schemas.checkLines("stream-header", "fact", envelope);
    } catch (AssertionError e) {
      notRight.add(e);
    }
  }

  /** Each life of a log is a stream of its own. */
  private void follow(String named) {
    if (incarnation != null && !incarnation.equals(named)) {
      lives.put(incarnation, new Life(held, standing));
      Life known = lives.remove(named);
      held = known == null ? new ArrayList<>() : known.held();
      standing = known == null ? Watermark.START : known.standing();
    }
    incarnation = named;
  }

  private record Life(List<ChainedRecord> held, Watermark standing) {}

  private void decide(HttpExchange exchange, ChainedBatch batch) throws IOException {
    String outcome = "";
    switch (Reception.of(standing, batch, Reception.History.ONLY_THE_WATERMARK)) {
      case Reception.Gap gap -> {
        answer(exchange, 409, "{\"code\":\"stream-gap\",\"watermark\":" + watermark() + "}");
        return;
      }
      case Reception.Fork fork -> outcome = "FORK";
      case Reception.Repeated repeated -> outcome = "DUPLICATE";
      case Reception.Fresh(int firstNew) -> {
        held.addAll(batch.records().subList(firstNew, batch.records().size()));
        standing = batch.to();
        outcome = "APPLIED";
      }
    }
    if (answersToGive > 0) {
      answersToGive--;
    } else if (answersToLose > 0) {
      answersToLose--;
      exchange.close();
      return;
    }
    answer(
        exchange,
        200,
        "{\"protocol\":1,\"outcome\":\"" + outcome + "\",\"watermark\":" + watermark() + "}");
  }

  private String watermark() throws IOException {
    return json.writeValueAsString(standing);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    if (answersToBreakOff > 0) {
      answersToBreakOff--;
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
      return;
    }
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    if (!notRight.isEmpty()) {
      throw notRight.getFirst();
    }
  }
}
