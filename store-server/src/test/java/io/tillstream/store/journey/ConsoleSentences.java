package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.tillstream.protocol.wire.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and supervisors look at. */
abstract class ConsoleSentences {

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
                  containsString("not-configured")));
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

  private static String attribute(String page, String before) {
    int from = page.indexOf(before + "=\"") + before.length() + 2;
    return page.substring(from, page.indexOf('"', from));
  }
}
