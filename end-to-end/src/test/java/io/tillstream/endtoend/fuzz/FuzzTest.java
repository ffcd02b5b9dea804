package io.tillstream.endtoend.fuzz;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.endtoend.tier.Administration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * I14, I2: whatever comes in, a program answers with a problem, tells nothing of its inside,
 * changes no row and lives on in the memory it was given. {@code -Dtillstream.seed=} makes another
 * run, {@code -Dtillstream.fuzz.inputs=} makes a longer one. The order only keeps what is good
 * after all, and travels on, from changing books that are watched.
 */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FuzzTest {

  private static final long SEED = Long.getLong("tillstream.seed", 1);
  private static final int INPUTS = Integer.getInteger("tillstream.fuzz.inputs", 20_400);

  private static Shop shop;
  private static Till till;
  private static Recorder atStore;
  private static Recorder atHeadOffice;

  @BeforeAll
  static void openAndRecord() throws Exception {
    shop = aShop();
    atStore = new Recorder(shop.store().admin().port());
    atHeadOffice = new Recorder(shop.headOffice().admin().port());
    shop.store().uplinkLine().orElseThrow().leadTo(atHeadOffice.port());
    shop.store().link().leadTo(atStore.port());
    till = shop.add(aTerminal());
    till.sells(40);
    Until.holds("everything has drained", till::hasDrained);
    till.terminal().stop();
  }

  @AfterAll
  static void close() throws IOException {
    atStore.close();
    atHeadOffice.close();
    shop.close();
  }

  @AfterEach
  void everyProgramLivesInItsMemory() {
    shop.store().program().requireAlive();
    shop.headOffice().program().requireAlive();
  }

  @Test
  @Order(1)
  void storeChangesNothingForCallersFromTheNetwork() throws Exception {
    SortedSet<String> endpoints = Endpoints.of(shop.store().admin().port());
    List<Request> valid =
        Samples.of(endpoints, atStore.requests()).stream()
            .map(each -> each.with("Authorization", null))
            .toList();

    assertSound(
        new Campaign(
                SEED,
                shop.store().admin().port(),
                valid,
                strangers(),
                books(shop.store().admin(), endpoints),
                Set.of())
            .send(share(20)));
  }

  @Test
  @Order(2)
  void storeChangesNothingForWhatATerminalSpoils() throws Exception {
    SortedSet<String> endpoints = Endpoints.of(shop.store().admin().port());
    List<Request> valid =
        Samples.of(endpoints, atStore.requests()).stream()
            .filter(each -> each.target().startsWith("/sync/"))
            .map(FuzzTest::asTheTerminal)
            .toList();

    assertSound(
        new Campaign(
                SEED + 1,
                shop.store().admin().port(),
                valid,
                strangers(),
                books(shop.store().admin(), endpoints),
                Set.of("POST /sync/v1/leases"))
            .send(share(25)));
    assertThat(uploads()).isNotEmpty();
    for (Request upload : uploads()) {
      assertThat(replayed(upload).text()).contains("\"DUPLICATE\"");
    }
  }

  @Test
  @Order(4)
  void storeTellsAnAdministratorWhatIsWrong() throws Exception {
    SortedSet<String> endpoints = Endpoints.of(shop.store().admin().port());
    assertSound(
        asAdministrator(
                SEED + 2, shop.store().admin(), shop.store().data(), endpoints, atStore.requests())
            .send(share(10)));
  }

  @Test
  @Order(3)
  void headOfficeChangesNothingForWhatTheNetworkOrAStoreSends() throws Exception {
    SortedSet<String> endpoints = Endpoints.of(shop.headOffice().admin().port());
    List<Request> valid = Samples.of(endpoints, atHeadOffice.requests());

    assertSound(
        new Campaign(
                SEED + 3,
                shop.headOffice().admin().port(),
                valid,
                strangers(),
                books(shop.headOffice().admin(), endpoints),
                Set.of())
            .send(share(20)));
  }

  @Test
  @Order(5)
  void headOfficeTellsAnAdministratorWhatIsWrong() throws Exception {
    SortedSet<String> endpoints = Endpoints.of(shop.headOffice().admin().port());
    assertSound(
        asAdministrator(
                SEED + 4,
                shop.headOffice().admin(),
                shop.headOffice().data(),
                endpoints,
                atHeadOffice.requests())
            .send(share(5)));
  }

  @Test
  @Order(6)
  void agentRecordsNothingThatWasNotAskedForInGoodForm() throws Exception {
    till.isStartedAgain();
    SortedSet<String> endpoints =
        Endpoints.ofSources(
            Path.of(
                System.getProperty("tillstream.home"), "terminal-agent", "src", "main", "java"));
    HttpPeer agent = till.terminal().local();
    Set<String> makesDocuments = new TreeSet<>(endpoints);
    makesDocuments.removeIf(each -> each.startsWith("GET ") || each.endsWith("/sync"));

    assertThat(endpoints).contains("POST /v1/sales", "GET /v1/items/{item}").hasSizeGreaterThan(10);
    assertSound(
        new Campaign(
                SEED + 5,
                agent.port(),
                Samples.of(endpoints, List.of()),
                strangers(),
                () -> Fingerprint.of(agent, List.of("/v1/documents?limit=1000", "/v1/status")),
                makesDocuments)
            .send(share(20)));
    till.terminal().program().requireAlive();
  }

  private static int share(int percent) {
    return INPUTS * percent / 100;
  }

  private static void assertSound(Campaign campaign) {
    System.out.printf("fuzz: seed %d, answers %s%n", SEED, campaign.answers());
    assertThat(campaign.faults()).as("-Dtillstream.seed=%d", SEED).isEmpty();
  }

  private static Campaign asAdministrator(
      long seed, HttpPeer server, Path data, SortedSet<String> endpoints, List<Request> recorded)
      throws IOException {
    List<Request> valid =
        Samples.of(endpoints, recorded).stream()
            .filter(each -> each.target().startsWith("/api/"))
            .map(each -> each.with("Authorization", administrator(data)))
            .toList();
    Set<String> mayChange = new TreeSet<>(endpoints);
    mayChange.removeIf(each -> each.startsWith("GET "));
    return new Campaign(
        seed, server.port(), valid, strangers(), books(server, endpoints), mayChange);
  }

  private static String administrator(Path data) {
    try {
      String password = Files.readString(Administration.passwordFile(data)).strip();
      return "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  (Administration.USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Request asTheTerminal(Request request) {
    return request.header("Authorization") != null || request.endpoint().endsWith("/enrolment")
        ? request
        : request.with("Authorization", uploads().getFirst().header("Authorization"));
  }

  private static List<Request> uploads() {
    return atStore.requests().stream()
        .filter(each -> each.endpoint().equals("POST /sync/v1/documents"))
        .toList();
  }

  private static Answer replayed(Request request) throws IOException {
    int port = shop.store().admin().port();
    try (Wire wire = new Wire(port)) {
      return wire.exchange(request.bytes(port), true, false);
    }
  }

  // A store's at the store, a terminal's at head office, and one that nobody was given.
  private static List<String> strangers() {
    Set<String> all = new TreeSet<>(Set.of("Bearer " + "b".repeat(43)));
    all.addAll(Samples.credentials(atStore.requests()).keySet());
    all.addAll(Samples.credentials(atHeadOffice.requests()).keySet());
    return List.copyOf(all);
  }

  // Every list that an administrator can read.
  private static Campaign.Books books(HttpPeer admin, SortedSet<String> endpoints) {
    List<String> lists =
        endpoints.stream()
            .filter(each -> each.startsWith("GET /api/") && !each.contains("{"))
            .filter(each -> !each.startsWith("GET /api/backups/")) // a file, made anew each time
            .map(
                each ->
                    each.substring(4) + (each.endsWith("/status") ? "" : "?limit=1000&store=S1"))
            .toList();
    return () -> Fingerprint.of(admin, lists);
  }
}
