package io.tillstream.endtoend.fuzz;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.endtoend.tier.Administration;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
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

  private static final int SALES = 40;

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
    // As many as its terminals are lent before the first input: nothing is left to be lent to it.
    shop.store()
        .admin()
        .post(
            "/api/ranges",
            """
            {"range":"gift-card","from":1,"to":300,"leaseSize":100}""")
        .orRefused();
    till = shop.add(aTerminal());
    till.sells(SALES);
    Until.holds("numbers were lent", () -> recorded(atStore, "POST /sync/v1/leases").size() >= 2);
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
  @Order(0)
  void whatIsWatchedShowsWhoIsEnrolledLentToRevokedAndNumberedAnew() throws Exception {
    HttpPeer admin = shop.store().admin();
    String[] credential = new String[1];
    String[] code = new String[1];
    assertSeen(
        "/api/terminals?",
        () ->
            code[0] =
                admin
                    .post("/api/terminals/T9/enrolment-codes", "")
                    .orRefused()
                    .json()
                    .path("code")
                    .asText());
    assertSeen(
        "/api/terminals?",
        () ->
            credential[0] =
                HttpPeer.at(admin.port())
                    .post(
                        "/sync/v1/enrolment",
                        "{\"protocol\":%d,\"code\":\"%s\"}".formatted(Protocol.VERSION, code[0]))
                    .orRefused()
                    .json()
                    .path("credential")
                    .asText());
    assertSeen(
        "/api/ranges?",
        () ->
            HttpPeer.at(admin.port())
                .bearing(credential[0])
                .post(
                    "/sync/v1/leases",
                    "{\"protocol\":%d,\"range\":\"gift-card\",\"request\":\"one\"}"
                        .formatted(Protocol.VERSION))
                .orRefused());
    assertSeen("/api/terminals?", () -> admin.post("/api/terminals/T9/revocation", "").orRefused());
    assertSeen(
        "/api/terminals/T1/series?",
        () ->
            admin
                .send(
                    "PUT",
                    "/api/terminals/T1/series",
                    "application/json",
                    """
                    {"series":"return","template":"RR-{store}-{terminal}-{yy}-{epoch}-{n:6}"}"""
                        .getBytes(StandardCharsets.UTF_8))
                .orRefused());
  }

  @Test
  @Order(1)
  void oldRequestsThatComeAgainChangeNothing() throws Exception {
    Campaign.Books atTheStore = books(shop.store().admin(), Map.of());
    Campaign.Books atTheHeadOffice = books(shop.headOffice().admin(), Map.of());
    Fingerprint store = atTheStore.look();
    Fingerprint headOffice = atTheHeadOffice.look();

    assertAnswered(atStore, "POST /sync/v1/documents", "\"DUPLICATE\"");
    assertAnswered(atStore, "POST /sync/v1/leases", "\"range\":\"gift-card\"");
    assertAnswered(atStore, "POST /sync/v1/enrolment", "\"enrolment-code-used\"");
    assertAnswered(atHeadOffice, "POST /sync/v1/facts", "\"DUPLICATE\"");

    assertThat(store.differenceTo(atTheStore.look())).isEmpty();
    assertThat(headOffice.differenceTo(atTheHeadOffice.look())).isEmpty();

    Campaign.Books butForTheNote = books(shop.store().admin(), Fingerprint.MOVED_BY_TERMINALS);
    Fingerprint beforeTheGreeting = butForTheNote.look();
    assertSessionStands();
    assertThat(beforeTheGreeting.differenceTo(butForTheNote.look())).isEmpty();
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
                books(shop.store().admin(), Fingerprint.MOVED_BY_TERMINALS),
                Set.of())
            .send(share(20)));
    assertSessionStands();
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
                books(shop.store().admin(), Fingerprint.MOVED_BY_TERMINALS),
                Set.of())
            .send(share(25)));
    assertSessionStands();
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
                books(shop.headOffice().admin(), Map.of()),
                Set.of())
            .send(share(20)));
  }

  @Test
  @Order(5)
  void headOfficeTellsAnAdministratorWhatIsWrong() throws Exception {
    Until.holds(
        "head office has what the administrator of the store has made",
        () ->
            shop.store().admin().json("/api/status").path("uplink").path("pending").asLong(1) == 0);
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
                () ->
                    Fingerprint.of(
                        agent, List.of("/v1/documents?limit=1000", "/v1/status?"), Map.of()),
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
        seed, server.port(), valid, strangers(), books(server, Map.of()), mayChange);
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
    return recorded(atStore, "POST /sync/v1/documents");
  }

  private static List<Request> recorded(Recorder at, String endpoint) {
    return at.requests().stream().filter(each -> each.endpoint().equals(endpoint)).toList();
  }

  private static void assertAnswered(Recorder at, String endpoint, String answer)
      throws IOException {
    assertThat(recorded(at, endpoint)).as(endpoint).isNotEmpty();
    for (Request request : recorded(at, endpoint)) {
      assertThat(replayed(at, request).text()).as(endpoint).contains(answer);
    }
  }

  // It was said before the first sale: as from an old disk, but in the session that is known.
  private static void assertSessionStands() throws IOException {
    Request last = recorded(atStore, "POST /sync/v1/handshake").getLast();
    assertThat(replayed(atStore, last).text()).contains("\"reason\":\"restored\"");
  }

  private static void assertSeen(String path, Step step) throws IOException {
    Campaign.Books books = books(shop.store().admin(), Map.of());
    Fingerprint before = books.look();
    step.take();
    assertThat(before.differenceTo(books.look())).contains(path);
  }

  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  private static Answer replayed(Recorder at, Request request) throws IOException {
    int port = (at == atStore ? shop.store().admin() : shop.headOffice().admin()).port();
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

  // Every list that an administrator can read, and all that is told of one of its things.
  private static Campaign.Books books(HttpPeer admin, Map<String, List<String>> besides)
      throws IOException {
    List<String> lists =
        Endpoints.of(admin.port()).stream()
            .filter(each -> each.startsWith("GET /api/"))
            .filter(each -> !each.startsWith("GET /api/backups/")) // a file, made anew each time
            .filter(each -> !each.equals("GET /api/equality")) // no row, but when it was compared
            .flatMap(
                each ->
                    IntStream.rangeClosed(1, each.contains("{n}") ? SALES : 1)
                        .mapToObj(n -> each.replace("{n}", Integer.toString(n))))
            .map(each -> Samples.path(each) + "?limit=1000&store=S1")
            .toList();
    return () -> Fingerprint.of(admin, lists, besides);
  }
}
