package io.tillstream.endtoend.shop;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.till.TillApp;
import io.tillstream.endtoend.trade.ExpectedOnHand;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.protocol.document.DocumentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A till of a test: remembers what was acknowledged to its till app. */
public final class Till {

  private static final long BETWEEN_SALES_NANOS = 8_000_000;

  private final Terminal terminal;
  private final ExpectedOnHand shelf;
  private final TillApp app;
  private final Set<String> acknowledged = new HashSet<>();
  private int rung;

  Till(Terminal terminal, ExpectedOnHand shelf) {
    this.terminal = terminal;
    this.shelf = shelf;
    this.app = new TillApp(terminal.local());
  }

  /** For messages. */
  public String name() {
    return terminal.name();
  }

  /** The agent and its process. */
  public Terminal terminal() {
    return terminal;
  }

  /** A receipt that was not rung up yet. */
  public Receipt nextSale() {
    return nextSaleOn("2025-11-29");
  }

  /**
   * The same for another day.
   *
   * @param businessDate ISO, or null when the agent is to say
   */
  public Receipt nextSaleOn(String businessDate) {
    rung++;
    return new Receipt(
        DocumentType.SALE,
        terminal.id() + "-" + rung,
        businessDate,
        null,
        null,
        List.of(Shop.line(rung, 2), Shop.line(rung + 1, 1), Shop.line(rung + 5, 3)));
  }

  /** Sells so many times; the printed numbers. */
  public List<String> sells(int times) throws IOException {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      numbers.add(rings(nextSale()).path("document").path("number").asText());
    }
    return numbers;
  }

  /** Sells every few milliseconds until it is told to stop; how many times. */
  public long sellsUntil(BooleanSupplier told) throws IOException {
    long times = 0;
    while (!told.getAsBoolean()) {
      rings(nextSale());
      times++;
      LockSupport.parkNanos(BETWEEN_SALES_NANOS);
    }
    return times;
  }

  /** Rings up a receipt, new or repeated; the agent's answer. */
  public JsonNode rings(Receipt receipt) throws IOException {
    JsonNode answer = app.ring(receipt).json();
    acknowledges(receipt);
    return answer;
  }

  /** Closes the day that is open; the document. */
  public JsonNode closesDay() throws IOException {
    rung++;
    String reference = terminal.id() + "-" + rung;
    return rings(new Receipt(DocumentType.DAY_CLOSE, reference, null, null, null, List.of()))
        .path("document");
  }

  /** Somebody marks a count here. */
  public void marks(String count) throws IOException {
    String reference = terminal.id() + "-" + count;
    terminal
        .local()
        .post(
            "/v1/count-marks",
            "{\"reference\":\"%s\",\"count\":\"%s\"}".formatted(reference, count))
        .orRefused();
    acknowledged.add(DocumentType.COUNT_MARK + " " + reference);
  }

  /** The till app has seen an answer to this. */
  public void acknowledges(Receipt receipt) {
    if (acknowledged.add(receipt.type() + " " + receipt.reference())) {
      synchronized (shelf) { // tills sell at the same time
        shelf.add(receipt);
      }
    }
  }

  /** How many documents were acknowledged to the till app. */
  public long acknowledged() {
    return acknowledged.size();
  }

  /** A power cut at the till, and the machine comes up again. */
  public void isKilledAndStartedAgain() throws IOException, InterruptedException {
    terminal.program().kill();
    isStartedAgain();
  }

  /** The machine comes up again. */
  public void isStartedAgain() throws IOException, InterruptedException {
    terminal.comeUp();
  }

  /** The outbox. */
  public long pending() throws IOException {
    return terminal.status().path("pending").asLong();
  }

  boolean isSeeded() throws IOException {
    return Terminal.changesBehind(terminal.store().status(), terminal.status()) == 0;
  }

  /** Whether nothing of it is on its way any more, up or down. */
  public boolean hasDrained() throws IOException {
    JsonNode status = terminal.status();
    return status.path("acknowledged").path("headOffice").asLong()
            == status.path("last").path("n").asLong()
        && terminal.store().status().path("uplink").path("pending").asLong() == 0
        && isSeeded();
  }
}
