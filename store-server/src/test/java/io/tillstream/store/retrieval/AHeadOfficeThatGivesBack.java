package io.tillstream.store.retrieval;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.protocol.wire.HeldStreams;
import io.tillstream.protocol.wire.StreamHeader;
import io.tillstream.store.AJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A head office in a few lines: it gives back what it holds, three documents at a time. */
final class AHeadOfficeThatGivesBack implements AutoCloseable {

  private static final int DOCUMENTS = 3;

  private final ObjectMapper json = new JsonMapper();
  private final HttpServer server;
  private final Map<DocumentStream, AJournal> held = new LinkedHashMap<>();
  private final Map<String, SortedMap<Integer, Boolean>> decisions = new LinkedHashMap<>();
  private final Map<String, String> dismissals = new LinkedHashMap<>();
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private int answersUntilItBreaks = Integer.MAX_VALUE;
  private int answersUntilItGoesSilent = Integer.MAX_VALUE;
  private boolean isOld;
  private volatile int pondersAfter = -1;
  private volatile CountDownLatch goesOn = new CountDownLatch(0);
  private volatile boolean pondering;

  AHeadOfficeThatGivesBack() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/sync/v1/facts/",
        exchange -> {
          ponder(exchange);
          answer(exchange);
        });
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void holds(AJournal journal) {
    held.put(journal.stream(), journal);
  }

  /** The store once decided that every line without a decision of its own moves stock. */
  synchronized void decided(AJournal journal, int n, int line, boolean moves) {
    decisions.put(journal.stream().at(n).toString(), new TreeMap<>(Map.of(line, moves)));
  }

  /** A person had decided that a document stays unbooked. */
  synchronized void wasDismissed(AJournal journal, int n, String why) {
    dismissals.put(journal.stream().at(n).toString(), why);
  }

  /** The store had parked a document that named a customer whom it did not know. */
  synchronized void waitedForACustomer(AJournal journal, int n, String customer) {
    waiting.put(journal.stream().at(n).toString(), customer);
  }

  synchronized void breaksAfter(int answers) {
    answersUntilItBreaks = answers;
  }

  /** Of the answer after so many the head comes and half of the body, and then nothing, once. */
  synchronized void goesSilentAfter(int answers) {
    answersUntilItGoesSilent = answers;
  }

  synchronized void isWellAgain() {
    answersUntilItBreaks = Integer.MAX_VALUE;
  }

  /** Thinks for long over the documents after this one, until it is told to go on. */
  synchronized void ponders(int after) {
    pondersAfter = after;
    goesOn = new CountDownLatch(1);
  }

  boolean isPondering() {
    return pondering;
  }

  void goesOn() {
    goesOn.countDown();
  }

  /** Is of a version that gives nothing back. */
  synchronized void isOld() {
    isOld = true;
  }

  private void ponder(HttpExchange exchange) {
    if (exchange.getRequestURI().toString().contains("after=" + pondersAfter)) {
      pondering = true;
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    if (answersUntilItBreaks-- <= 0) {
      exchange.close();
      return;
    }
    byte[] body =
        exchange.getRequestURI().getPath().endsWith("/streams")
            ? streams()
            : documents(exchange.getRequestURI().getQuery());
    exchange.sendResponseHeaders(isOld ? 404 : 200, body.length);
    if (answersUntilItGoesSilent-- == 0) {
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
      return;
    }
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private byte[] streams() throws IOException {
    List<HeldStreams.HeldStream> streams = new ArrayList<>();
    held.forEach(
        (stream, journal) ->
            streams.add(
                new HeldStreams.HeldStream(
                    stream.terminal(),
                    stream.epoch(),
                    journal.size(),
                    journal.hash(journal.size()))));
    return json.writeValueAsBytes(new HeldStreams(3, streams));
  }

  private byte[] documents(String query) throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      asked.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    AJournal journal =
        held.values().stream()
            .filter(each -> each.stream().terminal().value().equals(asked.get("terminal")))
            .filter(each -> each.stream().epoch() == Integer.parseInt(asked.get("epoch")))
            .findFirst()
            .orElseThrow();
    int from = Integer.parseInt(asked.get("after"));
    int to = Math.min(journal.size(), from + DOCUMENTS);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        json.writeValueAsBytes(
            new StreamHeader(
                3,
                journal.stream().toString(),
                null,
                journal.watermark(from),
                journal.watermark(to))));
    for (int n = from + 1; n <= to; n++) {
      String key = journal.stream().at(n).toString();
      String why = dismissals.getOrDefault(key, waiting.get(key));
      body.write('\n');
      body.writeBytes(
          FactRecord.received(
              n,
              why == null ? Verdict.ACCEPTED : Verdict.PARKED,
              why == null
                  ? null
                  : waiting.containsKey(key)
                      ? ParkedReason.UNKNOWN_CUSTOMER
                      : ParkedReason.DISMISSED,
              why,
              decisions.getOrDefault(key, new TreeMap<>()),
              journal.hash(n),
              journal.body(n)));
    }
    return body.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
