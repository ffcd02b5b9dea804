package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.AJournal;
import io.tillstream.store.series.HeldRanges;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How terminals number, and how the store proves each number (I10). */
abstract class SeriesSentences {

  private static final String SALE =
      "{\"v\":2,\"store\":\"S1\",\"terminal\":\"%s\",\"epoch\":%d,\"n\":%d,\"type\":\"sale\","
          + "\"number\":\"%s-%d\",\"series\":\"sale\",\"counter\":%d,\"period\":2026,"
          + "\"reference\":\"R%d\",\"businessDate\":\"2026-11-20\","
          + "\"recordedAt\":\"2026-11-20T10:42:00.123Z\",\"currency\":\"GBP\",%s"
          + "\"lines\":[],\"totalMinor\":0}";

  @Inject Writer writer;

  @Test
  void aTemplateOfATerminalIsInForceAtOnceAndDelivered() {
    ATerminal terminal = ATerminal.enrolled();

    set(terminal.id, "sale", "T/{store}-{terminal}-{yyyy}/{epoch}/{n}").statusCode(200);

    terminal
        .speaks()
        .get("/sync/v1/series")
        .then()
        .statusCode(200)
        .body("series[0].template", equalTo("T/{store}-{terminal}-{yyyy}/{epoch}/{n}"))
        .body("series.series", hasItem("customer-offline"));
    assertThat(
            AStore.exchange(AStore.code(terminal.id))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("series[0].template"))
        .startsWith("T/");
  }

  @Test
  void aTemplateThatCouldPrintANumberTwiceIsRefusedAndChangesNothing() {
    ATerminal terminal = ATerminal.enrolled();
    String former = "{store}-{terminal}-{yy}-{epoch}-{n:6}";

    set(terminal.id, "sale", "{store}-{terminal}-{epoch}-{yy}-{n:6}")
        .statusCode(409)
        .body("code", equalTo("series-collision"))
        .body("detail", containsString("series sale of " + terminal.id));
    set(terminal.id, "sale", "R-" + former)
        .statusCode(409)
        .body("code", equalTo("series-collision"))
        .body("detail", containsString("series return"));
    set(terminal.id, "sale", "{n}").statusCode(422).body("code", equalTo("invalid-field"));
    set(terminal.id, "sales", former).statusCode(422);

    AStore.admin()
        .get("/api/terminals/{id}/series", terminal.id)
        .then()
        .body("series[0].template", equalTo(former));
  }

  @Test
  void aLeaseAskedForAgainLendsNothingTwiceAndNoTwoTerminalsShareANumber() {
    String range = range(1, 25, 10);
    ATerminal one = ATerminal.enrolled();
    ATerminal other = ATerminal.enrolled();

    List<Integer> lost = lease(one, range, "a");
    assertThat(lost).containsExactly(1, 10);
    assertThat(lease(one, range, "a")).as("the answer was lost on the way").isEqualTo(lost);
    assertThat(lease(other, range, "a")).containsExactly(11, 20);
    assertThat(lease(one, range, "b")).as("what is left").containsExactly(21, 25);
    ask(one, range, "c").statusCode(409).body("code", equalTo("range-exhausted"));
    ask(one, "none", "c").statusCode(404);

    ATerminal restored = ATerminal.enrolledAs(one.id);
    ask(restored, range, "a").statusCode(409); // another epoch: lent to it is nothing
  }

  /** As the store finds its ranges after its database was put back to an older backup. */
  @Test
  void aRangeThatIsHeldIsLentAgainFromWhereAPersonSays() {
    String range = range(1, 100, 10);
    ATerminal terminal = ATerminal.enrolled();
    lease(terminal, range, "a");
    writer.ask(
        batch -> {
          HeldRanges.holdAll(batch);
          return true;
        });

    assertThat(lease(terminal, range, "a")).as("was lent before").containsExactly(1, 10);
    ask(terminal, range, "b").statusCode(409).body("code", equalTo("range-held"));
    AStore.admin()
        .get("/api/ranges")
        .then()
        .body("ranges.find { it.range == '%s' }.next".formatted(range), equalTo(11))
        .body("ranges.find { it.range == '%s' }.held".formatted(range), equalTo(true));
    next(range, 10).statusCode(422).body("errors[0].field", equalTo("next"));
    next(range, 102).statusCode(422).body("code", equalTo("out-of-range"));
    next("none", 10).statusCode(404);
    ask(terminal, range, "b").statusCode(409);

    next(range, 31).statusCode(200).body("left", equalTo(70)).body("held", equalTo(false));

    assertThat(lease(terminal, range, "b")).containsExactly(31, 40);
    for (String each :
        AStore.admin()
            .get("/api/ranges")
            .jsonPath()
            .<String>getList("ranges.findAll { it.held }.range")) {
      next(each, next(each)).statusCode(200); // other sentences lend of theirs
    }
  }

  @Test
  void aLeaseOfAClosedEpochIsReportedAsLeasedUnused() {
    String range = range(1, 100, 10);
    ATerminal terminal = ATerminal.enrolled();
    lease(terminal, range, "a");
    terminal.journal.append(bytes(saleOf(terminal.id, 1, range, 1, 2)));
    terminal.uploadsAll();

    assertThat(report(terminal.id, range)).containsExactly("1-2 ISSUED", "3-10 LEASED");

    enrolledAnewAfter(terminal, 1); // its witness says that nothing beyond was shown
    assertThat(report(terminal.id, range)).containsExactly("1-2 ISSUED", "3-10 LEASED_UNUSED");
  }

  @Test
  void aLentNumberThatALostDocumentMayBearIsNotCalledUnused() {
    String range = range(1, 100, 10);
    ATerminal terminal = ATerminal.enrolled();
    lease(terminal, range, "a");
    terminal.journal.append(bytes(saleOf(terminal.id, 1, range, 1, 6)));
    terminal.uploadsAll();
    terminal.journal.append(bytes(saleOf(terminal.id, 2, range, 7))); // printed, never delivered
    String credential = enrolledAnewAfter(terminal, 2);

    assertThat(report(terminal.id, range))
        .containsExactly("2-2 LOST", "1-1 ISSUED", "2-5 LOST", "6-6 ISSUED", "7-10 LOST");

    delivers(terminal, 1, 2, credential); // the old disk turns up
    assertThat(report(terminal.id, range))
        .containsExactly("1-1 ISSUED", "2-5 LEASED_UNUSED", "6-7 ISSUED", "8-10 LEASED_UNUSED");
  }

  @Test
  void aDiskThatDiedWithoutAWordMayHavePrintedAllThatWasLent() {
    String range = range(1, 100, 10);
    ATerminal terminal = ATerminal.enrolled();
    lease(terminal, range, "a");

    ATerminal.enrolledAs(terminal.id); // another machine: it knows of no journal and no witness

    assertThat(report(terminal.id, range)).containsExactly("1-10 LOST");
  }

  @Test
  void eachNumberOfASharedRangeIsProvedAlsoWhereNoLeaseOfItIsRemembered() {
    String range = range(1, 100, 10);
    ATerminal terminal = ATerminal.enrolled();
    lease(terminal, range, "a");
    terminal.journal.append(bytes(saleOf(terminal.id, 1, range, 1)));
    // As after a store was put back: the document came again, the lease did not.
    terminal.journal.append(bytes(saleOf(terminal.id, 2, range, 12, 13)));
    terminal.journal.append(bytes(saleOf(terminal.id, 3, range, 14)));
    terminal.journal.append(bytes(voidOf(terminal.id, 4, 3)));
    terminal.uploadsAll();
    next(range, 31).statusCode(200);
    lease(terminal, range, "b");
    terminal.journal.append(bytes(saleOf(terminal.id, 5, range, 31)));
    terminal.journal.append(bytes(voidOf(terminal.id, 6, 5)));
    terminal.uploads(4, 6).statusCode(200);

    assertThat(report(terminal.id, range))
        .containsExactly(
            "1-1 ISSUED",
            "2-10 LEASED",
            "11-11 SKIPPED",
            "12-13 ISSUED",
            "14-14 VOIDED",
            "15-30 SKIPPED",
            "31-31 VOIDED",
            "32-40 LEASED");
    assertThat(
            AStore.admin()
                .accept("text/csv")
                .queryParam("type", range)
                .get("/api/series")
                .then()
                .statusCode(200)
                .extract()
                .asString())
        .contains(",," + range + ",,41,100,NOT_LENT,");
    AStore.admin()
        .queryParam("terminal", terminal.id)
        .get("/console/numbers")
        .then()
        .statusCode(200);
  }

  @Test
  void eachNumberBeforeARangeThatWasMadeAnewIsProved() {
    String range = "r" + UUID.randomUUID().toString().substring(0, 8);
    ATerminal terminal = ATerminal.enrolled();
    terminal.journal.append(bytes(saleOf(terminal.id, 1, range, 3, 7)));
    terminal.uploadsAll();
    assertThat(report(terminal.id, range)).containsExactly("3-3 ISSUED", "7-7 ISSUED");

    made(range, 5, 20, 10);

    assertThat(report(terminal.id, range))
        .containsExactly("3-3 ISSUED", "5-6 SKIPPED", "7-7 ISSUED");
  }

  @Test
  void eachNumberIsProvedIssuedVoidedOrMissing() {
    ATerminal terminal = ATerminal.enrolled();
    terminal.journal.append(bytes(sale(terminal.id, 1, 1, 1, "")));
    terminal.journal.append(bytes(sale(terminal.id, 1, 2, 2, "")));
    terminal.journal.append(bytes(voidOf(terminal.id, 3, 2)));
    terminal.journal.append(bytes(sale(terminal.id, 1, 4, 3, "")));
    terminal.journal.append(bytes(sale(terminal.id, 1, 5, 5, "")));
    terminal.uploadsAll();

    assertThat(report(terminal.id, "sale"))
        .containsExactly(
            "1-1 ISSUED",
            "2-2 VOIDED",
            "3-3 ISSUED",
            "4-4 MISSING",
            "5-5 ISSUED",
            "6- NOT_YET_RECEIVED");
    assertThat(report(terminal.id, "void")).containsExactly("1-1 ISSUED", "2- NOT_YET_RECEIVED");
    assertThat(
            AStore.admin()
                .accept("text/csv")
                .queryParam("terminal", terminal.id)
                .queryParam("type", "sale")
                .queryParam("period", 2026)
                .get("/api/series")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines())
        .contains(terminal.id + ",1,sale,2026,2,2,VOIDED," + terminal.id + "-2")
        .hasSize(7);

    ATerminal.enrolledAs(terminal.id);
    assertThat(report(terminal.id, "void")).containsExactly("1-1 ISSUED", "2- CLOSED");
  }

  @Test
  void whatAClosedEpochMayHaveShownAndNobodyBroughtIsReportedAsLost() {
    ATerminal terminal = ATerminal.enrolled();
    terminal.journal.append(bytes(sale(terminal.id, 1, 1, 1, "")));
    terminal.journal.append(bytes(sale(terminal.id, 1, 2, 2, "")));
    terminal.journal.append(bytes(sale(terminal.id, 1, 3, 3, "")));
    terminal.uploads(0, 2).statusCode(200);
    String credential = enrolledAnewAfter(terminal, 5);

    assertThat(report(terminal.id, "sale"))
        .containsExactly("1-2 ISSUED", "3-5 LOST", "6- CLOSED", "3-5 LOST");
    assertThat(report(terminal.id, "return"))
        .as("they may be of any series")
        .containsExactly("3-5 LOST");
    assertThat(
            AStore.admin()
                .accept("text/csv")
                .queryParam("terminal", terminal.id)
                .get("/api/series")
                .then()
                .statusCode(200)
                .extract()
                .asString())
        .contains(terminal.id + ",1,sale,2026,3,5,LOST,")
        .contains(terminal.id + ",1,\"(any)\",,3,5,LOST,");

    assertThat(
            AStore.admin()
                .queryParam("terminal", terminal.id)
                .queryParam("type", "sale")
                .queryParam("period", "")
                .get("/console/numbers")
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .extract()
                .asString())
        .contains("<option selected>" + terminal.id, "<td>lost</td>", "<td>issued</td>");
    AStore.admin().get("/console/numbers").then().statusCode(200);
    given().get("/console/numbers").then().statusCode(401);

    delivers(terminal, 2, 3, credential); // the old disk turns up and brings one of them
    assertThat(report(terminal.id, "sale"))
        .containsExactly("1-3 ISSUED", "4-5 LOST", "6- CLOSED", "4-5 LOST");
  }

  @Test
  void whatCameHomeAnewIsNotLostAndANumberThatTwoPrintedIsRepeated() {
    ATerminal terminal = ATerminal.enrolled();
    terminal.journal.append(bytes(sale(terminal.id, 1, 1, 1, "")));
    AJournal image = terminal.journal.copiedAfter(1);
    terminal.journal.append(bytes(sale(terminal.id, 1, 2, 2, "")));
    terminal.uploadsAll();
    // The whole disk went back, and sold on past what the store holds.
    for (int n = 2; n <= 5; n++) {
      image.append(
          bytes(sale(terminal.id, 1, n, n, "").replace("\"R" + n + "\"", "\"B" + n + "\"")));
    }
    ATerminal after = enrolledAnew(terminal, image, 5);
    after.journal.append(bytes(anew(terminal.id, 1, 2, "B2")));
    after.journal.append(bytes(anew(terminal.id, 2, 3, "B3")));
    after.journal.append(bytes(anew(terminal.id, 3, 5, "B5")));
    after.uploadsAll();

    AStore.admin()
        .get("/api/terminals/{id}/epochs", terminal.id)
        .then()
        .body("epochs[0].lost.from", equalTo(4))
        .body("epochs[0].lost.to", equalTo(4))
        .body("epochs[0].lost.documents", equalTo(1))
        .body("epochs[0].broughtAnew.n", equalTo(List.of(2, 3, 5)))
        .body("epochs[0].broughtAnew[2].as", equalTo(terminal.id + "/2/3"));
    assertThat(report(terminal.id, "sale"))
        .containsExactly(
            "2-2 REPEATED",
            "1-2 ISSUED",
            "3-3 BROUGHT_ANEW",
            "4-5 LOST",
            "6- CLOSED",
            "1-3 ISSUED",
            "4- NOT_YET_RECEIVED",
            "4-4 LOST",
            "5-5 BROUGHT_ANEW");

    after.journal.append(bytes(anew(terminal.id, 4, 4, "B4")));
    after.uploads(3, 4).statusCode(200);

    AStore.admin()
        .get("/api/terminals/{id}/epochs", terminal.id)
        .then()
        .body("epochs[0].lost", nullValue());
    assertThat(report(terminal.id, "sale"))
        .containsExactly(
            "2-2 REPEATED",
            "1-2 ISSUED",
            "3-3 BROUGHT_ANEW",
            "4-4 BROUGHT_ANEW",
            "5-5 BROUGHT_ANEW",
            "6- CLOSED",
            "1-4 ISSUED",
            "5- NOT_YET_RECEIVED");
  }

  @Test
  void aNumberOnADocumentThatIsKeptBesideAnotherIsRepeated() {
    ATerminal terminal = ATerminal.enrolled();
    terminal.journal.append(bytes(sale(terminal.id, 1, 1, 1, "")));
    AJournal copy = terminal.journal.copiedAfter(1);
    terminal.journal.append(bytes(sale(terminal.id, 1, 2, 2, "")));
    terminal.uploadsAll();
    copy.append(bytes(sale(terminal.id, 1, 2, 2, "\"cashier\":\"other\",")));
    terminal.sends(copy.upload(0, 2)).then().body("outcome", equalTo("FORK"));

    assertThat(report(terminal.id, "sale"))
        .containsExactly("2-2 REPEATED", "1-2 ISSUED", "3- NOT_YET_RECEIVED");
  }

  @Test
  void anOriginalThatComesBesideWhatWasMadeOfItIsNotRepeated() {
    ATerminal terminal = ATerminal.enrolled();
    terminal.journal.append(bytes(sale(terminal.id, 1, 1, 1, "")));
    terminal.journal.append(bytes(sale(terminal.id, 1, 2, 2, "")));
    terminal.uploads(0, 1).statusCode(200);
    ATerminal after = enrolledAnew(terminal, terminal.journal, 2);
    after.journal.append(bytes(anew(terminal.id, 1, 2, "R2")));
    after.uploadsAll();
    delivers(terminal, 1, 2, after.credential);

    assertThat(report(terminal.id, "sale"))
        .containsExactly("1-2 ISSUED", "3- CLOSED", "1-1 ISSUED", "2- NOT_YET_RECEIVED");
  }

  /** A sale of the second epoch that stands for one of the first. */
  private static String anew(String terminal, int n, int former, String reference) {
    return sale(
            terminal,
            2,
            n,
            n,
            "\"replaces\":{\"epoch\":1,\"n\":%d,\"number\":\"%s-%d\"},"
                .formatted(former, terminal, former))
        .replace("\"reference\":\"R" + n + "\"", "\"reference\":\"" + reference + "\"")
        .replace(
            "\"number\":\"%s-%d\",\"series\"".formatted(terminal, n),
            "\"number\":\"%s.2-%d\",\"series\"".formatted(terminal, n));
  }

  private static void delivers(ATerminal terminal, int from, int to, String credential) {
    given()
        .header("Authorization", "Bearer " + credential)
        .contentType(Protocol.NDJSON)
        .body(terminal.journal.upload(from, to))
        .post("/sync/v1/documents")
        .then()
        .statusCode(200);
  }

  /** Its journal is left at its end, and no number beyond a place was shown. */
  private static String enrolledAnewAfter(ATerminal terminal, int witness) {
    return enrolledAnew(terminal, terminal.journal, witness).credential;
  }

  private static ATerminal enrolledAnew(ATerminal terminal, AJournal left, int witness) {
    int head = left.size();
    JsonPath grant =
        given()
            .contentType("application/json")
            .body(
                Map.of(
                    "protocol",
                    3,
                    "code",
                    AStore.code(terminal.id),
                    "previous",
                    Map.of(
                        "stream",
                        "S1/" + terminal.id + "/1",
                        "head",
                        Map.of("position", head, "hash", left.hash(head).toString()),
                        "witness",
                        witness)))
            .post("/sync/v1/enrolment")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    return ATerminal.granted(terminal.id, grant);
  }

  @Test
  void aDocumentOfTheFirstVersionIsKeptAndServedAsItWasMadeAndCountsInItsSeries() {
    ATerminal terminal = ATerminal.enrolled();
    byte[] made =
        sale(terminal.id, 1, 1, 1, "")
            .replace("\"v\":2,", "\"v\":1,")
            .replace("\"series\":\"sale\",\"counter\":1,\"period\":2026,", "")
            .getBytes(StandardCharsets.UTF_8);
    terminal.journal.append(made);
    terminal.uploadsAll().body("verdicts[0].verdict", equalTo("ACCEPTED"));

    assertThat(AStore.document(terminal.keyOf(1)).statusCode(200).extract().asString())
        .contains(new String(made, StandardCharsets.UTF_8));
    assertThat(report(terminal.id, "sale")).containsExactly("1-1 ISSUED", "2- NOT_YET_RECEIVED");
  }

  private static ValidatableResponse set(String terminal, String series, String template) {
    return AStore.admin()
        .contentType("application/json")
        .body(Map.of("series", series, "template", template))
        .put("/api/terminals/{id}/series", terminal)
        .then();
  }

  private static String range(long from, long to, long leaseSize) {
    String range = "r" + UUID.randomUUID().toString().substring(0, 8);
    made(range, from, to, leaseSize);
    return range;
  }

  private static void made(String range, long from, long to, long leaseSize) {
    AStore.admin()
        .contentType("application/json")
        .body(Map.of("range", range, "from", from, "to", to, "leaseSize", leaseSize))
        .post("/api/ranges")
        .then()
        .statusCode(201);
  }

  private static ValidatableResponse next(String range, int next) {
    return AStore.admin()
        .contentType("application/json")
        .body(Map.of("next", next))
        .put("/api/ranges/{range}", range)
        .then();
  }

  private static int next(String range) {
    return AStore.admin()
        .get("/api/ranges")
        .jsonPath()
        .getInt("ranges.find { it.range == '%s' }.next".formatted(range));
  }

  private static List<Integer> lease(ATerminal terminal, String range, String request) {
    JsonPath lease = ask(terminal, range, request).statusCode(200).extract().jsonPath();
    return List.of(lease.getInt("from"), lease.getInt("to"));
  }

  private static ValidatableResponse ask(ATerminal terminal, String range, String request) {
    return terminal
        .speaks()
        .contentType("application/json")
        .body(Map.of("protocol", Protocol.VERSION, "range", range, "request", request))
        .post("/sync/v1/leases")
        .then();
  }

  private static List<String> report(String terminal, String series) {
    return AStore.admin()
        .queryParam("terminal", terminal)
        .queryParam("type", series)
        .get("/api/series")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .<Map<String, Object>>getList("numbers")
        .stream()
        .map(
            each ->
                "%s-%s %s"
                    .formatted(each.get("from"), each.getOrDefault("to", ""), each.get("state")))
        .toList();
  }

  private static byte[] bytes(String document) {
    return document.getBytes(StandardCharsets.UTF_8);
  }

  private static String sale(String terminal, int epoch, int n, int counter, String more) {
    return SALE.formatted(terminal, epoch, n, terminal, counter, counter, n, more);
  }

  private static String voidOf(String terminal, int n, int sale) {
    return sale(
            terminal,
            1,
            n,
            1,
            "\"voids\":{\"epoch\":1,\"n\":%d,\"type\":\"sale\",\"number\":\"X\"},".formatted(sale))
        .replace("\"type\":\"sale\",\"number\":\"", "\"type\":\"void\",\"number\":\"V-")
        .replace("\"type\":\"void\",\"number\":\"V-X", "\"type\":\"sale\",\"number\":\"X")
        .replace("\"series\":\"sale\"", "\"series\":\"void\"");
  }

  /** A sale that uses up numbers of a range. */
  private static String saleOf(String terminal, int n, String range, int... numbers) {
    return sale(
        terminal,
        1,
        n,
        n,
        Arrays.stream(numbers)
            .mapToObj("{\"range\":\"%s\",\"number\":%%d}".formatted(range)::formatted)
            .collect(Collectors.joining(",", "\"leased\":[", "],")));
  }
}
