package io.tillstream.endtoend.tier;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store server as a running program, and the line between it and its terminals. Thread-safe. */
public final class Store extends Server {

  private static final int LINES_PER_GOODS_RECEIPT = 1_000;

  private final StoreId id;
  private final Link link;
  private final Optional<Link> uplinkLine;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * Not started yet; its files will lie in this directory.
   *
   * @param uplink empty for a store that keeps its facts to itself
   * @param database empty for the embedded one
   */
  public Store(
      Programs programs,
      StoreId id,
      Path data,
      Optional<Uplink> uplink,
      Optional<StoreDatabase> database)
      throws IOException {
    super(programs, data);
    this.id = id;
    this.link = Link.to(open().port());
    this.uplinkLine = uplink.flatMap(Uplink::line);
    uplink.ifPresent(given -> environment.putAll(given.environment()));
    database.ifPresent(chosen -> environment.putAll(chosen.environment()));
  }

  /**
   * Lets other programs on this computer write into its embedded database, from its next start on.
   *
   * @param port where it listens for them
   * @param password of the database, which has to be a new one
   */
  public void openToOtherPrograms(int port, String password) {
    environment.put("STORE_DB_PASSWORD", password);
    environment.put("TILLSTREAM_OTHER_PROGRAMS_PORT", Integer.toString(port));
  }

  @Override
  Launch launch() {
    return new Launch(
        "store server " + id,
        Packaged.STORE_SERVER,
        settings(
            "quarkus.http.port=" + open().port(),
            "tillstream.data=" + data(),
            "tillstream.store.id=" + id,
            "tillstream.store.currency=GBP"),
        environment,
        List.of(),
        data().resolve("store-server.log"));
  }

  /**
   * A store's way to head office.
   *
   * @param address head office's
   * @param credential what head office issued for the store
   * @param line between the two, when it can fail
   */
  public record Uplink(String address, String credential, Optional<Link> line) {

    /** Straight to head office. */
    static Uplink straight(HeadOffice headOffice, StoreId store) throws IOException {
      return new Uplink(headOffice.admin().address(), headOffice.register(store), Optional.empty());
    }

    /** Over a line that can fail. */
    static Uplink overALine(HeadOffice headOffice, StoreId store) throws IOException {
      Link line = Link.to(headOffice.admin().port());
      return new Uplink(line.address(), headOffice.register(store), Optional.of(line));
    }

    private Map<String, String> environment() {
      return Map.of("TILLSTREAM_UPLINK_URL", address, "TILLSTREAM_UPLINK_CREDENTIAL", credential);
    }
  }

  /**
   * From its next start on, its facts go up by way of a broker; they miss each other, and meet
   * again, sooner than usual.
   */
  public void sendsOver(Broker broker) {
    set("tillstream.uplink.carrier", "kafka");
    set("kafka.bootstrap.servers", broker.address());
    set("kafka.reconnect.backoff.max.ms", "1000");
    set("mp.messaging.outgoing.store-facts.request.timeout.ms", "2000");
    set("mp.messaging.outgoing.store-facts.delivery.timeout.ms", "5000");
  }

  /** From its next start on, its facts go straight up. */
  public void sendsStraight() {
    set("tillstream.uplink.carrier", "https");
  }

  /** Imports a catalogue file, whole. */
  public void importCatalogue(byte[] csv) throws IOException {
    admin().send("POST", "/api/catalogue", "text/csv", csv).orRefused();
  }

  /** Imports a file of customers, whole. */
  public void importCustomers(byte[] csv) throws IOException {
    admin().send("POST", "/api/customers", "text/csv", csv).orRefused();
  }

  /**
   * Books goods in, so many lines to a document.
   *
   * @param reference names the delivery; a number is added
   */
  public void receiveGoods(String reference, Map<String, Quantity> goods) throws IOException {
    List<String> lines = new ArrayList<>();
    int receipt = 1;
    for (var delivered : new TreeMap<>(goods).entrySet()) {
      lines.add(
          "{\"item\":%s,\"quantity\":\"%s\"}"
              .formatted(Json.text(delivered.getKey()), delivered.getValue()));
      if (lines.size() == LINES_PER_GOODS_RECEIPT) {
        receiveGoods(reference + "-" + receipt++, lines);
      }
    }
    if (!lines.isEmpty()) {
      receiveGoods(reference + "-" + receipt, lines);
    }
  }

  private void receiveGoods(String reference, List<String> lines) throws IOException {
    String body = "{\"reference\":%s,\"lines\":[%s]}";
    admin()
        .post("/api/goods-receipts", body.formatted(Json.text(reference), String.join(",", lines)))
        .orRefused();
    lines.clear();
  }

  /** A one-time code for a machine that is to become this terminal. */
  public String enrolmentCode(TerminalId terminal) throws IOException {
    return admin()
        .post("/api/terminals/" + terminal + "/enrolment-codes", "")
        .orRefused()
        .json()
        .path("code")
        .asText();
  }

  /** What it says of itself. */
  public JsonNode status() throws IOException {
    return admin().json("/api/status");
  }

  /** How it compares, now, with head office and its terminals. */
  public JsonNode equality() throws IOException {
    return admin().json("/api/equality");
  }

  /** Which store. */
  public StoreId id() {
    return id;
  }

  /** The line between it and its terminals. */
  public Link link() {
    return link;
  }

  /** The line between it and head office; empty when it cannot fail. */
  public Optional<Link> uplinkLine() {
    return uplinkLine;
  }
}
