package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
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
import java.util.HashMap;
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
  void aCountIsBegunEnteredAndPostedThroughTheFormsOfTheConsole() {
    String lamp = received("10");
    String vase = received("3");
    AStore.imports("item,price,barcodes\n%s,2.55,40%s\n".formatted(vase, digits(vase)))
        .then()
        .statusCode(200);
    String count = "F-" + lamp;
    Map<String, String> begun =
        Map.of(
            "name",
            count,
            "kind",
            "partial",
            "location",
            "shop-floor",
            "items",
            (lamp + "\r\n").repeat(1_000));
    leadsTo(sends("/console/counts", begun), "/console/counts/" + count);
    leadsTo(sends("/console/counts", begun), "/console/counts/" + count);

    String page = shows("/console/counts/%s/entries?by=Ann".formatted(count));
    assertThat(page).contains("item=" + lamp).contains("maxlength=\"64\" required autofocus>");
    Map<String, String> found =
        Map.of("entry", hidden(page, "entry"), "item", lamp, "quantity", "7", "by", "Ann");
    String next =
        sends("/console/counts/%s/entries".formatted(count), found)
            .statusCode(303)
            .extract()
            .header("Location");
    assertThat(sends("/console/counts/%s/entries".formatted(count), found).extract().statusCode())
        .as("a double click")
        .isEqualTo(303);
    assertThat(shows(next.substring(next.indexOf("/console"))))
        .contains("Entered: 7 of " + lamp)
        .contains("Found by now: 7.")
        .contains("Somebody has entered each item of the list.")
        .contains("name=\"by\" value=\"Ann\"");
    enters(count, "PDA-1", lamp, "1").statusCode(201);
    sends(
            "/console/counts/%s/entries".formatted(count),
            Map.of("entry", "e2", "item", "40" + digits(vase), "quantity", "3", "by", "Ben"))
        .statusCode(303);

    String open = shows("/console/counts/" + count);
    assertThat(open).contains("<td class=\"number\">-2</td>").contains("Post without the mark of");
    Map<String, String> posting =
        Map.of("countedBy", "Ann", "acceptUnmarked", "true", "entries", hidden(open, "entries"));
    leadsTo(
        sends("/console/counts/%s/posting".formatted(count), posting), "/console/counts/" + count);
    leadsTo(
        sends("/console/counts/%s/posting".formatted(count), posting), "/console/counts/" + count);

    assertThat(AStore.onHand(lamp)).isEqualTo("8");
    assertThat(AStore.onHand(vase)).isEqualTo("3");
    assertThat(shows("/console/counts/" + count)).contains("<dd>Ann</dd>").doesNotContain("<form");
  }

  @Test
  void whatCannotBeEnteredOrPostedIsSaidInTheFormAndWhatWasTypedStaysInIt() {
    String lamp = received("50");
    String count = starts(lamp);
    String entries = "/console/counts/%s/entries".formatted(count);

    assertThat(
            sends("/console/counts", Map.of("name", "N-" + lamp, "kind", "partial", "items", "<X>"))
                .statusCode(422)
                .extract()
                .asString())
        .contains("Items: the catalogue has no item &#39;&lt;X&gt;&#39;. No count was begun.")
        .contains("N-" + lamp)
        .contains("&lt;X&gt;</textarea>");
    assertThat(refused(entries, 422, entry("e1", "NO-SUCH", "6")))
        .contains("The catalogue has no item &#39;NO-SUCH&#39;. It was not entered.")
        .contains("value=\"NO-SUCH\"")
        .contains("value=\"6\"")
        .contains("name=\"entry\" value=\"e1\"");
    assertThat(refused(entries, 422, entry("e1", lamp, "six"))).contains("value=\"six\"");
    sends(entries, entry("e1", lamp, "6")).statusCode(303);
    assertThat(refused(entries, 409, entry("e1", lamp, "8")))
        .contains("This form was sent before with something else in it")
        .contains("value=\"8\"")
        .doesNotContain("value=\"e1\"");

    String seen = shows("/console/counts/" + count);
    assertThat(seen).contains("1 item differs by more than 10 of an item");
    enters(count, "PDA-1", lamp, "1").statusCode(201);
    String posting = "/console/counts/%s/posting".formatted(count);
    assertThat(refused(posting, 409, posting(seen, "Ann", "Ben")))
        .contains("It has 2 entries now, and had 1 when you looked; look again.")
        .contains("name=\"approvedBy\" value=\"Ben\"");
    seen = shows("/console/counts/" + count);
    assertThat(refused(posting, 409, posting(seen, "Ann", "ann")))
        .contains("needs a recount, or another person&#39;s approval. Nothing was posted.");
    leadsTo(sends(posting, posting(seen, "Ann", "Ben")), "/console/counts/" + count);

    assertThat(refused(posting, 409, posting(seen, "Cid", "Ben")))
        .contains("Ann posted the count at ")
        .contains("Nothing was posted a second time.");
    assertThat(refused(entries, 409, entry("e9", lamp, "5")))
        .contains("is posted. It was not entered.")
        .contains("What was typed: 5 of %s, by Ann.".formatted(lamp));
    assertThat(refused("/console/counts/%s/cancellation".formatted(count), 409, Map.of()))
        .contains("is posted. Nothing was changed.");
    assertThat(AStore.onHand(lamp)).isEqualTo("7");
  }

  @Test
  void whoEntersWhatIsCountedAgainMeanwhileIsAskedHowItIsMeant() {
    String lamp = received("10");
    String count = starts(lamp);
    String entries = "/console/counts/%s/entries".formatted(count);
    sends(entries, entry("e1", lamp, "4")).statusCode(303);
    assertThat(shows("/console/counts/" + count)).contains("item=%s&amp;round=2".formatted(lamp));
    Map<String, String> again = new HashMap<>(entry("e2", lamp, "9"));
    again.put("round", "2");
    sends(entries, again).statusCode(303);

    assertThat(refused(entries, 409, entry("e3", lamp, "1")))
        .contains("%s is counted again, in round 2".formatted(lamp))
        .contains("name=\"round\" value=\"2\"")
        .contains("name=\"round\" value=\"3\"");
    again.putAll(entry("e3", lamp, "1"));
    sends(entries, again).statusCode(303);

    look(count).body("lines[0].counted", equalTo("10")).body("lines[0].round", equalTo(2));
    leadsTo(
        sends("/console/counts/%s/cancellation".formatted(count), Map.of()),
        "/console/counts/" + count);
    assertThat(refused(entries, 409, entry("e4", lamp, "1"))).contains("is cancelled");
  }

  @Test
  void aPersonSaysInTheConsoleWhetherACountIncludesADocument() {
    String lamp = received("10");
    ATerminal till = ATerminal.enrolled();
    String count = starts(lamp);
    enters(count, "PDA-1", lamp, "8").statusCode(201);
    leadsTo(
        sends("/console/counts/%s/mark".formatted(count), Map.of()), "/console/counts/" + count);
    posts(count, Map.of("countedBy", "Ann", "acceptUnmarked", true)).statusCode(201);
    till.journal.sells(2, lamp).sells(1, lamp); // by a clock that stands before the posting
    till.uploadsAll();
    String inside = "inside " + till.keyOf(1);
    String review = "/console/counts/%s/review".formatted(count);
    assertThat(shows("/console/counts/" + count)).contains("value=\"%s\"".formatted(inside));

    assertThat(refused(review, 422, Map.of("word", inside, "by", " "))).contains("By: is missing");
    leadsTo(
        sends(review, Map.of("word", inside, "by", "Ann")),
        "/console/counts/%s?by=Ann#review".formatted(count));
    assertThat(refused(review, 409, Map.of("word", "outside " + till.keyOf(1), "by", "Ben")))
        .contains("was found inside of count " + count)
        .contains("value=\"Ben\"");
    refused(review, 422, Map.of("word", "inside it all", "by", "Ben"));

    assertThat(AStore.onHand(lamp)).isEqualTo("7");
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

  private static Map<String, String> entry(String entry, String item, String quantity) {
    return Map.of("entry", entry, "item", item, "quantity", quantity, "by", "Ann");
  }

  private static Map<String, String> posting(String page, String countedBy, String approvedBy) {
    return Map.of(
        "countedBy",
        countedBy,
        "approvedBy",
        approvedBy,
        "acceptUnmarked",
        "true",
        "entries",
        hidden(page, "entries"));
  }

  private static String digits(String item) {
    return item.replaceAll("[^0-9]", "");
  }

  private static String hidden(String page, String name) {
    String before = "<input type=\"hidden\" name=\"%s\" value=\"".formatted(name);
    int from = page.indexOf(before) + before.length();
    return page.substring(from, page.indexOf('"', from));
  }

  private static String shows(String path) {
    return AStore.admin()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private static ValidatableResponse sends(String path, Map<String, String> form) {
    return AStore.admin().redirects().follow(false).formParams(form).post(path).then();
  }

  private static void leadsTo(ValidatableResponse answer, String path) {
    answer.statusCode(303).header("Location", endsWith(path));
  }

  /** The page says so at its top, and is one of the console's. */
  private static String refused(String path, int status, Map<String, String> form) {
    return sends(path, form)
        .statusCode(status)
        .contentType("text/html;charset=UTF-8")
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(containsString("<div role=\"alert\">"))
        .extract()
        .asString();
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
