package io.tillstream.endtoend.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillstream.endtoend.crowd.LightStore;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.shop.TheFeed;
import io.tillstream.endtoend.shop.Topic;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.endtoend.tier.Broker;
import io.tillstream.endtoend.tier.HeadOffice;
import io.tillstream.protocol.identity.StoreId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * I2, I14: two processes are one head office. They share a database, here an H2 server in the test,
 * and the partitions of the topic.
 */
@Timeout(300)
class TwoHeadOfficesTest {

  private static final int STORES = 12;
  private static final int ENVELOPES = 8;
  private static final int SALES = 25;

  private static Path data;
  private static Programs programs;
  private static Server database;
  private static Broker broker;
  private static HeadOffice one;
  private static HeadOffice two;
  private static Link line; // from the second to the database
  private static final Map<StoreId, String> credentials = new HashMap<>();

  @BeforeAll
  static void open() throws IOException, InterruptedException, SQLException {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    data = Files.createTempDirectory("tillstream-two-");
    programs = new Programs();
    database =
        Server.createTcpServer(
                "-tcpPort", "0", "-ifNotExists", "-baseDir", data.resolve("database").toString())
            .start();
    broker = new Broker(programs, data.resolve("broker"));
    broker.comeUp();
    line = Link.to(database.getPort());
    one = headOffice("one", database.getPort());
    two = headOffice("two", line.port());
    one.comeUp();
    two.comeUp();
  }

  private static HeadOffice headOffice(String name, int port) throws IOException {
    HeadOffice headOffice = new HeadOffice(programs, data.resolve(name));
    headOffice.listensTo(broker);
    headOffice.tellsTheFeed();
    headOffice.set("tillstream.inbox.kafka.consumers", "1");
    // How long the broker is waited for where an answer is needed: so that it can be away longer.
    headOffice.set("mp.messaging.incoming.store-facts.default.api.timeout.ms", "500");
    headOffice.set(
        "quarkus.datasource.jdbc.url",
        "jdbc:h2:tcp://127.0.0.1:%d/./head-office;MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;"
                .formatted(port)
            + "CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0;LOCK_TIMEOUT=20000;"
            + "INIT=CREATE SCHEMA IF NOT EXISTS dbo\\;SET SCHEMA dbo");
    return headOffice;
  }

  @AfterAll
  static void close() throws IOException {
    programs.close();
    line.close();
    database.stop();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Test
  void everyStoresFactsArriveOnceAndInOrderThoughOneOfTheTwoIsKilled() throws Exception {
    List<LightStore> stores = storesOf("L");
    try (Topic topic = Topic.at(broker)) {
      Until.holds(
          "both take envelopes in",
          () -> {
            sell(stores, topic, 1);
            return taken(one) > 0 && taken(two) > 0;
          });
      sell(stores, topic, ENVELOPES);
      two.program().kill();
      sell(stores, topic, ENVELOPES);
    }
    two.comeUp(); // for whoever comes next

    for (LightStore store : stores) {
      Until.holds("all of " + store.id() + " has arrived", () -> isWhole(one, store));
    }
    try (Topic topic = Topic.at(broker)) {
      assertThat(TheFeed.told(one, topic)).isEqualTo(TheFeed.asked(one));
    }
    JsonNode status = one.admin().json("/api/status");
    long sold = stores.getFirst().head().position();
    for (JsonNode store : status.path("stores")) {
      if (!store.path("store").asText().startsWith("L")) {
        continue;
      }
      assertThat(store.path("documents").path("made").asLong()).isEqualTo(sold);
      assertThat(store.path("documents").path("collisions").asInt()).isZero();
      assertThat(store.has("parked")).isFalse();
      assertThat(store.has("forkSeenAt")).isFalse();
      assertThat(onHand(store.path("store").asText())).isEqualTo("-" + sold);
    }
  }

  @Test
  void aStoreThatSaysWhatNobodyUnderstandsIsParkedAndItsNeighbourInThePartitionGoesOn()
      throws Exception {
    StoreId riddler = new StoreId("RIDDLER");
    StoreId neighbour = neighbourOf(riddler);
    String credential = one.register(riddler);
    String neighbours = one.register(neighbour);
    LightStore riddles = new LightStore(riddler, "life-of-riddler");
    LightStore sells = new LightStore(neighbour, "life-of-neighbour");
    try (Topic topic = Topic.at(broker)) {
      topic.put(riddler.value(), riddles.sells(3), credential);
      byte[] riddle = riddles.saysARiddle();
      topic.put(riddler.value(), riddle, credential);
      topic.put(riddler.value(), riddles.sells(3), credential);
      topic.put(neighbour.value(), sells.sells(3), neighbours);

      Until.holds("the neighbour's sales have arrived", () -> isWhole(one, sells));
      Until.holds("all is told", () -> outcomes(topic, riddler).contains("PARKED 3"));
      assertThat(outcomes(topic, riddler)).startsWith("APPLIED 3");

      one.admin().post("/api/stores/" + riddler + "/resumption", "").orRefused();
      Until.holds("it may go on", () -> outcomes(topic, riddler).contains("GAP 3"));
      topic.put(riddler.value(), riddle, credential);
      // Asked of the books: an envelope may be taken twice when partitions change hands, and the
      // word of a process that is losing one may come late.
      Until.holds("it is parked again", () -> statusOf(one, riddler).has("parked"));
    }
  }

  @Test
  void aBrokerThatGoesAwayWhileNewPartitionsAreBegunCostsLagAndNothingElse() throws Exception {
    List<LightStore> stores = storesOf("B");
    one.stop();
    Until.holds("the other has all", () -> shares().equals(List.of(Broker.PARTITIONS)));
    line.stallInRequestAfter(0);
    try (Topic topic = Topic.at(broker)) {
      for (LightStore store : stores) {
        topic.put("X" + store.id(), new byte[1]); // no store's: looked up, and not answered
      }
      Until.holds("it is at the first of them", line::isStalled);
      broker.stop();
      line.restore();
      broker.comeUp();
      sell(stores, topic, 1);
    }

    for (LightStore store : stores) {
      Until.holds("all of " + store.id() + " has arrived", () -> isWhole(two, store));
    }
    one.comeUp(); // for whoever comes next
  }

  /** How many partitions each process has. */
  private static List<Integer> shares() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      return admin
          .describeConsumerGroups(List.of("tillstream-head-office"))
          .all()
          .get()
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .map(member -> member.assignment().topicPartitions().size())
          .toList();
    }
  }

  private static StoreId neighbourOf(StoreId store) {
    int partition = Topic.partition(store.value(), Broker.PARTITIONS);
    int n = 1;
    while (Topic.partition("N" + n, Broker.PARTITIONS) != partition) {
      n++;
    }
    return new StoreId("N" + n);
  }

  private static List<LightStore> storesOf(String chain) throws IOException {
    List<LightStore> stores = new ArrayList<>();
    for (int s = 1; s <= STORES; s++) {
      StoreId id = new StoreId(chain + s);
      credentials.put(id, one.register(id));
      stores.add(new LightStore(id, "life-of-" + id));
    }
    return stores;
  }

  private static List<String> outcomes(Topic topic, StoreId store) throws IOException {
    return topic.standings(store.value()).stream()
        .map(
            said ->
                said.path("outcome").asText()
                    + " "
                    + said.path("watermark").path("position").asLong())
        .toList();
  }

  private static void sell(List<LightStore> stores, Topic topic, int envelopes)
      throws InterruptedException, ExecutionException {
    for (int e = 0; e < envelopes; e++) {
      for (LightStore store : stores) {
        topic.put(store.id().value(), store.sells(SALES), credentials.get(store.id()));
      }
    }
  }

  private static boolean isWhole(HeadOffice asked, LightStore store) throws IOException {
    JsonNode held = statusOf(asked, store.id());
    return held.path("position").asLong(-1) == store.head().position()
        && held.path("hash").asText().equals(store.head().hash().toString());
  }

  private static JsonNode statusOf(HeadOffice asked, StoreId store) throws IOException {
    for (JsonNode held : asked.admin().json("/api/status").path("stores")) {
      if (held.path("store").asText().equals(store.value())) {
        return held;
      }
    }
    return MissingNode.getInstance();
  }

  private static String onHand(String store) throws IOException {
    return one.admin()
        .json("/api/stock?store=" + HttpPeer.escape(store))
        .path("stock")
        .path(0)
        .path("quantity")
        .asText();
  }

  /** Envelopes that this process has applied. */
  private static double taken(HeadOffice process) throws IOException {
    byte[] metrics =
        process
            .admin()
            .send("GET", "/q/metrics", null, new byte[0], "Accept: text/plain")
            .orRefused()
            .body();
    return new String(metrics, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("tillstream_inbox_envelopes_total{outcome=\"Applied\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
