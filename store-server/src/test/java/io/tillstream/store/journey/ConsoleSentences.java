package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tillstream.protocol.wire.Protocol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and supervisors look at. */
abstract class ConsoleSentences {

  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)\"");
  // Other tests leave many cases and counts behind; some of each kind will do.
  private static final int ALIKE_MAX = 6;

  @Test
  void theConsoleShowsEachTerminalWithItsLag() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X").sells(1, "X");
    till.uploadsAll();
    till.speaks()
        .header(Protocol.AGENT_VERSION_HEADER, "9.8.7")
        .header(Protocol.PENDING_HEADER, 41)
        .header(Protocol.OLDEST_PENDING_HEADER, "2020-01-01T00:00:00Z")
        .get("/sync/v1/changes")
        .then()
        .statusCode(200);

    for (String path : new String[] {"/console", "/console/state"}) {
      AStore.admin()
          .get(path)
          .then()
          .statusCode(200)
          .contentType("text/html;charset=UTF-8")
          .body(
              allOf(
                  containsString("<th scope=\"row\">" + till.id + "</th>"),
                  containsString("<td class=\"number\">41</td>"),
                  containsString(" days</td>"),
                  containsString("<td>9.8.7</td>"),
                  containsString("not configured")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6900,6 s fast",
    "-90000000,25 h slow",
    "350,right",
    "-1999,right",
    "soon,–",
    "9e9,–"
  })
  void howFarATerminalsClockIsOffIsSaidInWords(String skew, String words) {
    ATerminal till = ATerminal.enrolled();
    till.speaks()
        .header(Protocol.PENDING_HEADER, 0)
        .header(Protocol.SKEW_HEADER, skew)
        .get("/sync/v1/changes")
        .then()
        .statusCode(200);
    till.journal.sells(1, "X");
    till.uploadsAll(); // says nothing of the clock

    String page = AStore.admin().get("/console/state").asString();
    assertThat(page.substring(page.indexOf(">" + till.id + "</th>")).split("</tr>", 2)[0])
        .contains("<td>" + words + "</td>");
    assertThat(
            AStore.admin()
                .get("/api/terminals")
                .jsonPath()
                .getString("terminals.find { it.terminal == '" + till.id + "' }.skewMillis"))
        .isEqualTo(words.equals("–") ? null : skew);
  }

  @Test
  void whatATerminalSaysCannotBecomePartOfThePage() {
    ATerminal till = ATerminal.enrolled();
    till.speaks()
        .header(Protocol.AGENT_VERSION_HEADER, "<script>alert(1)</script>")
        .header(Protocol.PENDING_HEADER, 0)
        .get("/sync/v1/changes")
        .then()
        .statusCode(200);

    AStore.admin()
        .get("/console")
        .then()
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(not(containsString("<script>alert")));
  }

  @Test
  void thePageNeedsAnAdministratorAndWhatItLoadsIsThere() {
    given()
        .get("/console")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("Basic"));
    String page = AStore.admin().get("/console").asString();
    given().get(attribute(page, "script src")).then().statusCode(200);
    given().get(attribute(page, "link rel=\"stylesheet\" href")).then().statusCode(200);
  }

  @Test
  void supervisorsSeeAHealthyStoreWithoutHeadOffice() {
    given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(
            allOf(
                containsString("tillstream_intake_documents_total"),
                containsString("tillstream_writer_queue"),
                containsString("tillstream_writer_commit_seconds"),
                containsString("tillstream_writer_batch_documents"),
                containsString("tillstream_uplink_lag")));
    given().get("/q/openapi").then().statusCode(200).body(containsString("/sync/v1/documents"));
    given().get("/q/swagger-ui/").then().statusCode(200);
  }

  @Test
  void everyPageHasTheSameFrameAndEveryLinkOnItLeadsSomewhere() {
    aDayWithAllSortsOfTrouble();

    Set<String> seen = new HashSet<>();
    Map<String, Integer> ofTheKind = new HashMap<>();
    Deque<String> links = new ArrayDeque<>(List.of("/console"));
    while (!links.isEmpty()) {
      String link = links.removeFirst();
      String kind = link.replaceFirst("(/[^/]*/[^/?]*/?).*", "$1");
      if (!seen.add(link) || ofTheKind.merge(kind, 1, Integer::sum) > ALIKE_MAX) {
        continue;
      }
      Response answer = browser().urlEncodingEnabled(false).get(link);
      assertThat(answer.statusCode()).as(link).isEqualTo(200);
      if (link.startsWith("/console") && !link.contains(".css")) {
        assertThat(answer.contentType()).as(link).isEqualTo("text/html;charset=UTF-8");
        isAPage(link, answer.asString());
        LINK.matcher(answer.asString()).results().map(found -> found.group(1)).forEach(links::add);
      }
    }

    assertThat(seen).contains("/console/cases", "/console/equality", "/q/swagger-ui");
    assertThat(ofTheKind).containsKeys("/console/cases/", "/console/counts/", "/console/policies/");
  }

  @Test
  void aPersonAtABrowserIsToldInAPageWhatCannotBeDoneAndAProgramInItsOwnWay() {
    String unknown =
        browser().get("/console/cases/9-99").then().statusCode(404).extract().asString();
    isAPage("/console/cases/9-99", unknown);
    assertThat(unknown).contains("There is no case &#39;9-99&#39;.");
    isAPage(
        "no page", browser().get("/console/nothing").then().statusCode(404).extract().asString());
    AStore.admin()
        .get("/console/cases/9-99")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    browser().get("/api/cases/9-99").then().contentType("application/problem+json");

    String wrongPassword =
        given()
            .auth()
            .preemptive()
            .basic("admin", "guessed")
            .accept(BROWSER)
            .get("/console/cases")
            .then()
            .statusCode(401)
            .header("WWW-Authenticate", containsString("Basic"))
            .header("Content-Security-Policy", containsString("default-src 'self'"))
            .extract()
            .asString();
    isAPage("wrong password", wrongPassword);
    assertThat(wrongPassword).contains("Please log in");
  }

  @Test
  void whoSettlesACaseInASecondBrowserIsToldWhoWasFirst() {
    String number = oversold(AStore.newItemForSale());
    settles(number, "accept", "Ann").statusCode(303);

    String late = settles(number, "compensate", "Ben").statusCode(409).extract().asString();

    isAPage("a case of yesterday", late);
    assertThat(late)
        .contains("<h1>The case is closed</h1>")
        .contains("Ann settled the case at ")
        .contains("accept (comes on Monday). Nothing was changed.")
        .contains("<a href=\"/console/cases/" + number + "\">");
    String nobody = settles(number, "compensate", "").statusCode(422).extract().asString();
    assertThat(nobody).contains("By: must be given");
  }

  /** As a browser asks; the password was typed in before. */
  private static RequestSpecification browser() {
    return AStore.admin().accept(BROWSER);
  }

  private static ValidatableResponse settles(String number, String choice, String by) {
    return browser()
        .redirects()
        .follow(false)
        .header("Referer", "http://till.shop:7200/console/cases/" + number)
        .formParam("choice", choice)
        .formParam("reason", "comes on Monday")
        .formParam("by", by)
        .post("/console/cases/{case}", number)
        .then();
  }

  /** It is one of the console's, and tells numbers and times as a person does. */
  private static void isAPage(String link, String page) {
    String heading = page.substring(page.indexOf("<h1>") + 4, page.indexOf("</h1>"));
    assertThat(page)
        .as(link)
        .contains("<title>" + heading + " – store ")
        .contains("<nav aria-label=\"Pages\">")
        .containsOnlyOnce("<h1>")
        .doesNotContainPattern("T\\d\\d:\\d\\d:\\d\\d\\.\\d");
    assertThat(page.replaceAll("<[^>]*>", " "))
        .as(link)
        .doesNotContainPattern("\\d{4}-\\d\\d-\\d\\dT")
        .doesNotContainPattern(
            "(?<![\\d.,])1 (cases|changes|days|documents|hours|items|terminals)\\b");
  }

  /** So that every page has something to show. */
  private static void aDayWithAllSortsOfTrouble() {
    String lamp = AStore.newItemForSale();
    settles(oversold(AStore.newItemForSale()), "accept", "Ann").statusCode(303);
    oversold(lamp);
    posts(
        "/api/policies",
        Map.of(
            "name",
            "p-" + lamp.toLowerCase(Locale.ROOT),
            "kind",
            "oversell",
            "choice",
            "accept",
            "by",
            "Ann"));
    posts("/api/counts", Map.of("id", "C-" + lamp, "kind", "partial", "items", List.of(lamp)));
    posts(
        "/api/transfers",
        Map.of(
            "store",
            "S2",
            "reference",
            AStore.newReference(),
            "lines",
            List.of(Map.of("item", lamp, "quantity", "1"))));
  }

  private static void posts(String path, Map<String, Object> body) {
    AStore.admin()
        .contentType("application/json")
        .body(body)
        .post(path)
        .then()
        .statusCode(oneOf(200, 201));
  }

  /** More of the item is sold than there ever was; the case that is opened by it. */
  private static String oversold(String item) {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(2, item);
    till.uploadsAll();
    return AStore.admin()
        .queryParam("limit", 1000)
        .get("/api/cases")
        .jsonPath()
        .param("item", item)
        .getString("cases.find { it.subject == item }['case']");
  }

  private static String attribute(String page, String before) {
    int from = page.indexOf(before + "=\"") + before.length() + 2;
    return page.substring(from, page.indexOf('"', from));
  }
}
