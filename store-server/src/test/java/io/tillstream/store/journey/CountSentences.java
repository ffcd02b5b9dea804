package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People count, and the books say what was found (I9). */
abstract class CountSentences {

  @Test
  void aCountIsBegunEnteredLookedAtAndPosted() {
    String lamp = received("10");
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(2, lamp);
    marks(till, "C-" + lamp);
    till.journal.sells(1, lamp);
    till.uploadsAll();
    String count = starts(lamp);
    enters(count, "PDA-1", lamp, "3").statusCode(201);
    enters(count, "PDA-1", lamp, "3").statusCode(200);
    enters(count, "PDA-2", lamp, "4").statusCode(201);

    look(count)
        .body("state", equalTo("open"))
        .body("notEntered", equalTo(0))
        .body("lines[0].item", equalTo(lamp))
        .body("lines[0].counted", equalTo("7"))
        .body("lines[0].onHandAtCut", equalTo("8"))
        .body("lines[0].variance", equalTo("-1"))
        .body("terminals.find { it.terminal == '%s' }.mark".formatted(till.id), equalTo("marked"))
        .body("terminals.find { it.terminal == '%s' }.n".formatted(till.id), equalTo(2));
    posts(count, Map.of("countedBy", "Ann", "acceptUnmarked", true))
        .statusCode(201)
        .body("state", equalTo("posted"))
        .body("lines[0].variance", equalTo("-1"));
    posts(count, Map.of("countedBy", "Ann")).statusCode(200);

    assertThat(AStore.onHand(lamp)).isEqualTo("6");
    AStore.admin().get("/api/counts").then().statusCode(200).body("counts.id", hasItem(count));
    enters(count, "PDA-3", lamp, "1").statusCode(409).body("code", equalTo("count-closed"));
    post("/api/counts/%s/cancellation".formatted(count), Map.of())
        .statusCode(409)
        .body("code", equalTo("count-closed"));
  }

  @Test
  void terminalsThatMayHaveSalesUnderWayAreNamedAndThoseThatHaveNoneAreNot() {
    String lamp = received("10");
    ATerminal silent = ATerminal.enrolled();
    ATerminal quiet = ATerminal.enrolled();
    quiet
        .speaks()
        .header(Protocol.VERSION_HEADER, Protocol.VERSION)
        .header(Protocol.PENDING_HEADER, 0)
        .get("/sync/v1/changes?after=0&incarnation=" + AStore.status().getString("incarnation"))
        .then()
        .statusCode(200);
    String count = starts(lamp);
    enters(count, "PDA-1", lamp, "10").statusCode(201);

    JsonPath refused =
        posts(count, Map.of("countedBy", "Ann"))
            .statusCode(409)
            .body("code", equalTo("count-unmarked"))
            .extract()
            .jsonPath();

    assertThat(refused.getList("terminals", String.class))
        .contains(silent.id)
        .doesNotContain(quiet.id);
    look(count).body("state", equalTo("open"));
    assertThat(AStore.onHand(lamp)).isEqualTo("10");
  }

  @Test
  void whatComesLateFromATerminalWithoutAMarkWaitsForAPersonsWord() {
    String lamp = received("10");
    ATerminal till = ATerminal.enrolled();
    String count = starts(lamp);
    enters(count, "PDA-1", lamp, "8").statusCode(201);
    posts(count, Map.of("countedBy", "Ann", "acceptUnmarked", true)).statusCode(201);
    till.journal.sells(2, lamp).sells(1, lamp); // by a clock that stands before the posting
    till.uploadsAll();
    String review = "/api/counts/%s/review".formatted(count);

    AStore.admin()
        .get(review)
        .then()
        .statusCode(200)
        .body("documents.document", contains(till.keyOf(1), till.keyOf(2)))
        .body("documents.state", contains("open", "open"));
    look(count).body("reviewOpen", equalTo(2));
    say(review, till, 1, true).statusCode(200);
    say(review, till, 1, true).statusCode(200);
    say(review, till, 1, false).statusCode(409).body("code", equalTo("review-settled"));
    say(review, till, 2, false).statusCode(200);
    say(review, till, 3, false).statusCode(404);

    assertThat(AStore.onHand(lamp)).isEqualTo("7");
    look(count).body("reviewOpen", equalTo(0)).body("lines[0].restated", equalTo("2"));
  }

  @Test
  void theConsoleShowsCountsAndWhatTheyFound() {
    String lamp = received("10");
    String count = starts(lamp);
    enters(count, "<b>PDA</b>", lamp, "7").statusCode(201);

    AStore.admin()
        .get("/console/counts")
        .then()
        .statusCode(200)
        .contentType("text/html;charset=UTF-8")
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(containsString("<a href=\"/console/counts/%s\">".formatted(count)));
    AStore.admin()
        .get("/console/counts/{id}", count)
        .then()
        .statusCode(200)
        .body(containsString("<th scope=\"row\">" + lamp + "</th>"))
        .body(containsString("<td class=\"number\">-3</td>"))
        .body(containsString("<td>missing</td>"));
    posts(count, Map.of("countedBy", "<i>Ann</i>", "acceptUnmarked", true)).statusCode(201);
    AStore.admin()
        .get("/console/counts/{id}", count)
        .then()
        .statusCode(200)
        .body(containsString("&lt;i&gt;Ann&lt;/i&gt;"));
    AStore.admin().get("/console/counts/NO-SUCH").then().statusCode(404);
    AStore.admin().get("/console").then().body(containsString("href=\"/console/counts\""));
  }

  @Test
  void badRequestsAboutCountsChangeNothing() {
    String lamp = received("10");
    String count = starts(lamp);
    long head = AStore.head();

    enters(count, "PDA-1", "NO-SUCH-ITEM", "1")
        .statusCode(422)
        .body("detail", equalTo("the catalogue has no item 'NO-SUCH-ITEM'"))
        .body("errors.field", contains("item"));
    enters("NO-SUCH-COUNT", "PDA-1", lamp, "1").statusCode(404);
    post("/api/counts/%s/entries".formatted(count), Map.of("quantity", "-1", "round", 10))
        .statusCode(422)
        .body("errors.field", hasItems("device", "entry", "item", "quantity", "round"));
    post("/api/counts", Map.of("id", "a b", "kind", "half", "location", "moon"))
        .statusCode(422)
        .body("errors.field", contains("id", "kind", "location"));
    post("/api/counts", Map.of("kind", "partial", "items", List.of(lamp)))
        .statusCode(409)
        .body("code", equalTo("count-overlaps"));
    posts(count, Map.of()).statusCode(422).body("errors.field", contains("countedBy"));
    posts(count, Map.of("countedBy", "Ann", "acceptUnmarked", true))
        .statusCode(422)
        .body("detail", containsString("nobody has entered anything"));
    enters(count, "PDA-1", lamp, "70").statusCode(201);
    posts(count, Map.of("countedBy", "Ann", "approvedBy", "Ann", "acceptUnmarked", true))
        .statusCode(409)
        .body("code", equalTo("count-not-approved"))
        .body("errors.field", contains(lamp));

    assertThat(AStore.head()).isEqualTo(head);
    assertThat(AStore.onHand(lamp)).isEqualTo("10");
    post("/api/counts/%s/cancellation".formatted(count), Map.of()).statusCode(200);
    post("/api/counts/%s/cancellation".formatted(count), Map.of())
        .statusCode(200)
        .body("state", equalTo("cancelled"));
  }

  @Test
  void aTerminalThatSaysWhatOnlyTheStoreCanSayIsHeardAndNotBelieved() {
    String lamp = received("10");
    ATerminal till = ATerminal.enrolled();
    Document plain = till.journal.document(DocumentType.SALE, List.of());
    till.journal.append(
        new String(plain.canonicalBytes(), StandardCharsets.UTF_8)
            .replace("\"lines\":", "\"count\":{\"id\":\"C\"},\"lines\":")
            .getBytes(StandardCharsets.UTF_8));

    till.uploadsAll().body("verdicts[0].reason", equalTo("unreadable"));

    assertThat(AStore.onHand(lamp)).isEqualTo("10");
  }

  private static String received(String quantity) {
    String lamp = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, quantity).then().statusCode(201);
    return lamp;
  }

  private static String starts(String item) {
    String id = "C-" + item;
    post("/api/counts", Map.of("id", id, "kind", "partial", "items", List.of(item)))
        .statusCode(201)
        .body("id", equalTo(id));
    return id;
  }

  private static void marks(ATerminal till, String count) {
    Document plain = till.journal.document(DocumentType.COUNT_MARK, List.of());
    till.journal.append(
        Document.at(plain.key().stream(), plain.n(), plain.type())
            .number(plain.number())
            .series(plain.series(), plain.counter(), null)
            .reference(plain.reference())
            .businessDate(plain.businessDate())
            .recordedAt(plain.recordedAt())
            .currency(plain.currency())
            .count(CountDetails.mark(count))
            .build()
            .canonicalBytes());
  }

  private static ValidatableResponse enters(
      String count, String device, String item, String quantity) {
    return post(
        "/api/counts/%s/entries".formatted(count),
        Map.of("device", device, "entry", "1", "item", item, "quantity", quantity));
  }

  private static ValidatableResponse look(String count) {
    return AStore.admin().get("/api/counts/{id}", count).then().statusCode(200);
  }

  private static ValidatableResponse posts(String count, Map<String, ?> body) {
    return post("/api/counts/%s/posting".formatted(count), body);
  }

  private static ValidatableResponse say(String review, ATerminal till, int n, boolean inside) {
    return post(
        "%s/%s/%d/%d".formatted(review, till.id, till.journal.stream().epoch(), n),
        Map.of("inside", inside, "by", "Ann"));
  }

  private static ValidatableResponse post(String path, Map<String, ?> body) {
    return AStore.admin().contentType("application/json").body(body).post(path).then();
  }
}
