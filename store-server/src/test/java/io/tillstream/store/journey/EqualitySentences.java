package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.wire.Protocol;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store says whether its terminals and head office hold what it holds (I6). */
abstract class EqualitySentences {

  @Test
  void aTerminalThatHoldsTheSameIsEqualAtItsDocumentAndItsChange() {
    ATerminal till = aTillThatSold(3);
    long head = AStore.head();
    says(till, head, "3 " + till.journal.hash(3), verified(head, "agrees 0 rows 60000"));

    JsonPath proof = proof("?thorough=true");

    assertThat(of(till, proof, "documents.state")).isEqualTo("equal");
    assertThat(of(till, proof, "documents.terminal")).isEqualTo("3");
    assertThat(of(till, proof, "documents.store")).isEqualTo("3");
    assertThat(of(till, proof, "replica.seq")).isEqualTo(Long.toString(head));
    assertThat(of(till, proof, "replica.verified.seq")).isEqualTo(Long.toString(head));
    assertThat(of(till, proof, "replica.verified.result")).isEqualTo("agrees");
    assertThat(of(till, proof, "replica.verified.thorough")).isEqualTo("true");
    assertThat(of(till, proof, "replica.state"))
        .isIn("equal", AStore.head() == head ? "equal" : "behind"); // other tests may go on
    assertThat(proof.getString("headOffice.state")).isEqualTo("not-configured");
    assertThat(proof.getString("incarnation")).isEqualTo(incarnation());
  }

  /** There is no head office here, and nothing is claimed of it. */
  @Test
  void whatWasNotComparedIsNamedAndNotCalledEqual() {
    ATerminal till = aTillThatSold(1);
    says(till, AStore.head(), "1 " + till.journal.hash(1), null);

    JsonPath proof = proof("?thorough=true");

    assertThat(proof.getBoolean("equal")).isFalse();
    assertThat(proof.getString("verdict")).isIn("not-known", "differs"); // other tests' terminals
    assertThat(proof.getBoolean("thorough")).isFalse();
    assertThat(why(proof, "head office")).isEqualTo("no head office is configured");
    assertThat(why(proof, "documents of terminal " + till.id)).isEqualTo("null");
    assertThat(why(proof, "items, prices and stock of terminal " + till.id))
        .isEqualTo("the terminal has not said that it compared them");
  }

  @Test
  void aTerminalThatSaidNothingIsNotCalledEqual() {
    ATerminal till = aTillThatSold(1);

    JsonPath proof = proof("");

    assertThat(of(till, proof, "documents.state")).isEqualTo("not-reported");
    assertThat(of(till, proof, "replica.state")).isEqualTo("not-reported");
    assertThat(why(proof, "documents of terminal " + till.id)).contains("has not said");
    assertThat(why(proof, "items, prices and stock of terminal " + till.id))
        .contains("has not said");
  }

  @Test
  void aTerminalThatComparedItselfEarlierThanItStandsAgreedThenAndIsNotCalledEqual() {
    ATerminal till = aTillThatSold(1);
    long then = AStore.head();
    AStore.sells(AStore.newItem());
    long now = AStore.head();
    says(till, now, null, verified(then, "agrees 0 sums 0"));

    JsonPath proof = proof("");

    assertThat(of(till, proof, "replica.state")).isEqualTo("agreed");
    assertThat(why(proof, "items, prices and stock of terminal " + till.id))
        .isEqualTo("agreed at change %d, stands at %d".formatted(then, now));
    AStore.admin().post("/console/equality");
    AStore.admin()
        .get("/console/equality")
        .then()
        .body(containsString("<td>agreed at %d, stands at %d</td>".formatted(then, now)));
  }

  @Test
  void aTerminalThatHasNotCalledSinceItsLastDocumentAgreedBeforeIt() {
    ATerminal till = aTillThatSold(2);
    says(till, 1, "2 " + till.journal.hash(2), null);
    till.journal.sells(1, "X");
    till.uploadsAll();

    JsonPath proof = proof("");

    assertThat(of(till, proof, "documents.state")).isEqualTo("agreed");
    assertThat(why(proof, "documents of terminal " + till.id))
        .contains("agreed at 2")
        .contains("3");
  }

  @Test
  void aTerminalWithAnotherHistoryIsNotEqual() {
    ATerminal till = aTillThatSold(3);
    says(till, 1, "3 " + Hash.START, null);

    JsonPath proof = proof("");

    assertThat(of(till, proof, "documents.state")).isEqualTo("differs");
    assertThat(proof.getBoolean("equal")).isFalse();
    says(till, 1, "3 " + till.journal.hash(3), null);
    assertThat(of(till, proof(""), "documents.state")).isEqualTo("equal");
  }

  @Test
  void aTerminalWithDocumentsThatDidNotComeYetIsAheadOfTheStore() {
    ATerminal till = aTillThatSold(3);
    till.journal.sells(1, "X").sells(1, "X");
    says(till, 1, "5 " + till.journal.hash(5), null);

    JsonPath proof = proof("?thorough=false");

    assertThat(of(till, proof, "documents.state")).isEqualTo("behind");
    assertThat(of(till, proof, "documents.terminal")).isEqualTo("5");
    assertThat(of(till, proof, "documents.store")).isEqualTo("3");
  }

  @Test
  void aTerminalThatStandsAtAnOlderChangeIsBehindByWhatCameSince() {
    ATerminal till = aTillThatSold(1);
    long then = AStore.head();
    says(till, then, null, verified(then, "repaired 2 sums 1000"));
    AStore.sells(AStore.newItem());

    JsonPath proof = proof("");

    assertThat(of(till, proof, "replica.state")).isEqualTo("behind");
    assertThat(Long.parseLong(of(till, proof, "replica.behindBy"))).isPositive();
    assertThat(of(till, proof, "replica.verified.result")).isEqualTo("repaired");
    assertThat(of(till, proof, "replica.verified.differing")).isEqualTo("2");
    assertThat(of(till, proof, "documents.state")).isEqualTo("not-reported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"differs 7", "fetched-anew 900", "not-compared 1", "unheard-of 3"})
  void aTerminalThatFoundADifferenceItDidNotMendIsNotEqual(String found) {
    ATerminal till = aTillThatSold(1);
    says(till, AStore.head(), null, verified(AStore.head(), found + " sums 0"));

    JsonPath proof = proof("");

    assertThat(of(till, proof, "replica.state")).isEqualTo("differs");
    assertThat(proof.getBoolean("equal")).isFalse();
    says(till, AStore.head(), null, verified(AStore.head(), "agrees 0 sums 0"));
    assertThat(of(till, proof(""), "replica.state")).isNotEqualTo("differs");
  }

  @Test
  void aTerminalThatCouldNotCompareItselfIsNotCalledEqual() {
    ATerminal till = aTillThatSold(1);
    says(till, AStore.head(), null, verified(AStore.head(), "not-compared 0 sums 0"));

    assertThat(of(till, proof(""), "replica.state")).isEqualTo("not-reported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "3", "-1 ab", "3 xyz", "99999999999999999999 ab"})
  void whatMakesNoSenseIsNotSaidAndKeepsNoGoodsFromATerminal(String nonsense) {
    ATerminal till = aTillThatSold(1);
    says(till, 1, nonsense, nonsense);

    JsonPath proof = proof("");

    assertThat(of(till, proof, "documents.state")).isEqualTo("not-reported");
    assertThat(of(till, proof, "replica.verified")).isEqualTo("null");
  }

  @Test
  void whatAnEarlierMachineOfThatNameSaidCountsNoMore() {
    ATerminal till = aTillThatSold(2);
    says(till, 1, "2 " + till.journal.hash(2), null);
    ATerminal anew = ATerminal.enrolledAs(till.id);

    assertThat(of(anew, proof(""), "documents.state")).isEqualTo("not-reported");
    says(anew, 1, "0 " + Hash.START, null);
    assertThat(of(anew, proof(""), "documents.state")).isEqualTo("equal");
  }

  @Test
  void whatATerminalFoundIsToldWithBothValuesAlsoAfterItWasMended() {
    ATerminal till = aTillThatSold(1);
    long then = AStore.head();
    tells(
            till,
            """
            {"protocol":3,"incarnation":"%s","seq":%d,"ageMillis":1000,"more":true,"rows":[
            {"table":"stock","key":"X-7","column":"quantityThousandths","terminal":"5000","store":"99500"},
            {"table":"price","key":"X-<7>","column":"unitPriceTenThousandths","store":"25500"}],"of":"later"}"""
                .formatted(incarnation(), then))
        .statusCode(200);
    says(till, then, null, verified(then, "repaired 2 rows 1000"));

    JsonPath proof = proof("");

    assertThat(of(till, proof, "replica.differed.seq")).isEqualTo(Long.toString(then));
    assertThat(of(till, proof, "replica.differed.more")).isEqualTo("true");
    assertThat(of(till, proof, "replica.differed.rows[0].key")).isEqualTo("X-7");
    assertThat(of(till, proof, "replica.differed.rows[0].terminal")).isEqualTo("5000");
    assertThat(of(till, proof, "replica.differed.rows[0].store")).isEqualTo("99500");
    assertThat(of(till, proof, "replica.differed.rows[1].terminal")).isEqualTo("null");
    assertThat(of(till, proof, "replica.state")).isNotEqualTo("differs");
    tells(till, "{\"protocol\":3,\"seq\":0,\"ageMillis\":0,\"more\":false,\"documents\":[]}")
        .statusCode(200);
    assertThat(of(till, proof(""), "replica.differed.rows[0].key"))
        .as("what is told of documents leaves it as it is")
        .isEqualTo("X-7");
    AStore.admin().post("/console/equality");
    AStore.admin()
        .get("/console/equality")
        .then()
        .body(
            allOf(
                containsString("<td>on-hand</td>"),
                containsString("<td class=\"number\">99.5</td>"),
                containsString("X-&lt;7&gt;"),
                containsString("among others")));
  }

  @Test
  void aDocumentThatTheTerminalLacksOrHasAnotherOfIsNamedAsLongAsItIsSo() {
    ATerminal till = aTillThatSold(3);
    says(till, 1, "3 " + till.journal.hash(3), null);
    tells(
            till,
            """
            {"protocol":3,"seq":0,"ageMillis":0,"more":false,"documents":[
            {"n":1,"terminal":"%1$s","store":"%2$s"},{"n":2,"terminal":"%2$s"},{"n":3,"store":"%1$s"},{"n":4,"number":"R-4","terminal":"%2$s"}]}"""
                .formatted(till.journal.hash(1), Hash.START))
        .statusCode(200);

    JsonPath proof = proof("");

    assertThat(of(till, proof, "documents.state")).isEqualTo("differs");
    assertThat(of(till, proof, "documents.differences.size()")).isEqualTo("3"); // 1 is the same
    assertThat(of(till, proof, "documents.differences[0].key")).endsWith("/" + till.id + "/1/2");
    assertThat(of(till, proof, "documents.differences[0].detail")).startsWith("another document");
    assertThat(of(till, proof, "documents.differences[1].detail"))
        .isEqualTo("missing at the terminal");
    assertThat(of(till, proof, "documents.differences[2].detail"))
        .isEqualTo("missing in the store");
    assertThat(of(till, proof, "documents.differences[2].number")).isEqualTo("R-4");
    AStore.admin().post("/console/equality");
    AStore.admin()
        .get("/console/equality")
        .then()
        .body(containsString("<td>missing at the terminal</td>"));
    tells(till, "{\"protocol\":3,\"seq\":0,\"ageMillis\":0,\"more\":false,\"documents\":[]}")
        .statusCode(200);
    assertThat(of(till, proof(""), "documents.state")).isEqualTo("equal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"seq\":-1",
        "\"seq\":1,\"ageMillis\":-1",
        "\"rows\":[{\"table\":\"stock\",\"key\":\"X\",\"column\":\"c\"}]",
        "\"incarnation\":\"i\",\"rows\":[null]",
        "\"incarnation\":\"i\",\"rows\":[{\"table\":\"stock\",\"column\":\"c\"}]",
        "\"incarnation\":\"i\",\"rows\":[{\"table\":\"<b>\",\"key\":\"X\",\"column\":\"c\"}]",
        "\"documents\":[null]",
        "\"documents\":[{\"n\":0}]"
      })
  void findingsThatCannotBeAreRefused(String members) {
    ATerminal till = aTillThatSold(1);

    tells(till, "{\"protocol\":3," + members + "}")
        .statusCode(422)
        .body("code", equalTo("invalid-field"));

    assertThat(of(till, proof(""), "documents.state")).isEqualTo("not-reported");
  }

  @Test
  void thePageSaysItInWordsAndComparesWhenAsked() {
    ATerminal till = aTillThatSold(2);
    says(till, 1, "2 " + till.journal.hash(2), null);

    AStore.admin()
        .redirects()
        .follow(false)
        .post("/console/equality")
        .then()
        .statusCode(303)
        .header("Location", containsString("/console/equality"));

    AStore.admin()
        .get("/console/equality")
        .then()
        .statusCode(200)
        .contentType("text/html;charset=UTF-8")
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(
            allOf(
                containsString("It was not compared: no head office is configured."),
                not(containsString("every document and every movement")),
                containsString("<th scope=\"row\">head office</th>"),
                containsString("<th scope=\"row\">" + till.id + "</th>"),
                containsString("<td>equal at 2</td>")));
    AStore.admin().get("/console").then().body(containsString("<a href=\"/console/equality\">"));
    given().get("/console/equality").then().statusCode(401);
    given().get("/q/metrics").then().body(containsString("tillstream_equality_differences"));
  }

  @Test
  void whoeverAsksMustBeAnAdministratorAndSayTrueOrFalse() {
    given().get("/api/equality").then().statusCode(401);
    AStore.admin()
        .get("/api/equality?thorough=maybe")
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid-parameter"));
  }

  private static ATerminal aTillThatSold(int times) {
    ATerminal till = ATerminal.enrolled();
    for (int i = 0; i < times; i++) {
      till.journal.sells(1, "X");
    }
    till.uploadsAll();
    return till;
  }

  private static void says(ATerminal till, long after, String head, String verified) {
    var request =
        till.speaks()
            .header(Protocol.VERSION_HEADER, Protocol.VERSION)
            .header(Protocol.PENDING_HEADER, 0)
            .queryParam("incarnation", incarnation())
            .queryParam("after", after);
    if (head != null) {
      request.header(Protocol.HEAD_HEADER, head);
    }
    if (verified != null) {
      request.header(Protocol.VERIFIED_HEADER, verified);
    }
    request.get("/sync/v1/changes").then().statusCode(200);
  }

  private static ValidatableResponse tells(ATerminal till, String findings) {
    return till.speaks()
        .contentType("application/json")
        .body(findings)
        .post("/sync/v1/findings")
        .then();
  }

  private static String verified(long seq, String found) {
    return seq + " " + found + " " + incarnation();
  }

  private static String incarnation() {
    return AStore.status().getString("incarnation");
  }

  private static JsonPath proof(String query) {
    return AStore.admin().get("/api/equality" + query).then().statusCode(200).extract().jsonPath();
  }

  private static String why(JsonPath proof, String part) {
    return Objects.toString(proof.get("uncompared.find { it.part == '" + part + "' }?.why"));
  }

  private static String of(ATerminal till, JsonPath proof, String field) {
    return Objects.toString(
        proof.get("terminals.find { it.terminal == '" + till.id + "' }." + field));
  }
}
