package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import io.tillstream.store.Eventually;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules settle cases without a person, after somebody has seen what they would do. */
abstract class PolicySentences {

  // Of this test alone, so that no other test's cases are settled.
  private String name;
  private String group;
  private String lamp;
  private String chair;

  @BeforeEach
  void twoCasesOfOneGroup() {
    String own = AStore.newItem();
    group = "group of " + own;
    name = own.toLowerCase(java.util.Locale.ROOT);
    lamp = oversold(2);
    chair = oversold(5);
  }

  @AfterEach
  void nothingOfItGoesOn() {
    turns(1, false);
    turns(2, false);
  }

  @Test
  void aPolicySettlesExactlyWhatItsDryRunSaid() {
    writes("compensate", "2").statusCode(201).body("on", nullValue());
    ValidatableResponse tried = tries();
    tried
        .body("cases.subject", contains(lamp))
        .body("cases.when", contains("now"))
        .body("cases.worth", contains("5.10"))
        .body("now.cases", equalTo(1))
        .body("now.stock.change", contains("2"))
        .body("now.worth", equalTo("5.10"))
        .body("now.goods", equalTo("5.10"))
        .body("cases.money", contains(startsWith("No money moves.")))
        .body("contradicts", empty());

    turns(1, true).statusCode(200).body("on", equalTo(1));

    Eventually.holds(() -> state(lamp).equals("settled"));
    assertThat(AStore.onHand(lamp)).isEqualTo("0");
    assertThat(AStore.onHand(chair)).isEqualTo("-5");
    AStore.admin()
        .get("/api/cases/{case}", number(lamp))
        .then()
        .body("decision.choice", equalTo("compensate"))
        .body("decision.policy", equalTo(name))
        .body("decision.version", equalTo(1))
        .body("decision.by", equalTo("policy %s, version 1".formatted(name)));
    tries().body("cases.when", contains("past"));
    one().body("versions.settled", contains(1)).body("history.by", contains("Ann"));
  }

  @Test
  void aPolicyThatContradictsAnotherIsRefusedAndNamesIt() {
    String other = name + "-x";
    writes("accept", "2").statusCode(201);
    write(body(other, "compensate", "9")).statusCode(201);
    turn(other, 1, true).statusCode(200);

    tries().body("contradicts", contains("policy %s, version 1".formatted(other)));
    turns(1, true)
        .statusCode(409)
        .body("code", equalTo("policy-contradicts"))
        .body("detail", containsString(other))
        .body("detail", containsString("at most 9: compensate"));
    one().body("on", nullValue()).body("versions[0].state", equalTo("draft"));

    turn(other, 1, false).statusCode(200).body("on", nullValue());
    turns(1, true).statusCode(200);
  }

  @Test
  void anotherRuleUnderTheNameIsAnotherVersion() {
    writes("accept", "2").statusCode(201);
    writes("accept", "2").statusCode(200).body("versions", hasSize(1));
    writes("accept", "1").statusCode(201).body("versions.version", contains(1, 2));
    AStore.admin()
        .get("/api/policies")
        .then()
        .statusCode(200)
        .body("policies.find { it.name == '%s' }.versions.says".formatted(name), hasSize(2));
  }

  @ParameterizedTest
  @CsvSource({
    "name,Upper Case,name",
    "kind,fire,kind",
    "kind,count,kind",
    "kind,unknown-item,kind",
    "kind,promised,kind",
    "choice,lost,choice",
    "choice,counted-again,choice",
    "quantityAtMost,many,quantityAtMost",
    "quantityAtMost,0.0001,quantityAtMost",
    "quantityMoreThan,2,quantityAtMost",
    "valueAtMost,-1,valueAtMost",
    "valueMoreThan,1.001,valueMoreThan",
    "ageHours,9999,ageHours",
    "by,'',by"
  })
  void aPolicyThatSaysNothingUsableIsRefused(String field, String value, String fault) {
    Map<String, Object> body = body(name, "accept", "2");
    body.put(field, field.equals("ageHours") ? (Object) Integer.valueOf(value) : value);

    write(body).statusCode(422).body("errors.field", contains(fault));
    AStore.admin().get("/api/policies/{name}", name).then().statusCode(404);
  }

  @Test
  void ofWhatAPersonHasToLearnThereIsNoPolicy() {
    Map<String, Object> body = body(name, "accept", "2");
    body.put("kind", "promised");

    write(body)
        .statusCode(422)
        .body(
            "errors.detail", contains("must be one of blocked, oversell, price, serial, transfer"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    AStore.admin().post("/api/policies/{name}/dry-run", name).then().statusCode(404);
    AStore.admin().get("/console/policies/{name}", name).then().statusCode(404);
    turns(1, true).statusCode(404);
    writes("accept", "2");
    AStore.admin().post("/api/policies/{name}/dry-run?version=2", name).then().statusCode(404);
    AStore.admin().post("/api/policies/{name}/dry-run?days=soon", name).then().statusCode(400);
    turns(2, true).statusCode(404);
    AStore.admin()
        .contentType("application/json")
        .body("{}")
        .post("/api/policies/{name}/switch", name)
        .then()
        .statusCode(422)
        .body("errors.field", contains("by", "version", "on"));
  }

  @Test
  void theConsoleWritesItTriesItAndSwitchesIt() {
    String page =
        AStore.admin()
            .redirects()
            .follow(false)
            .formParam("name", name)
            .formParam("kind", "oversell")
            .formParam("groups", " , " + group)
            .formParam("quantityMoreThan", "")
            .formParam("quantityAtMost", "2")
            .formParam("valueMoreThan", "")
            .formParam("valueAtMost", "")
            .formParam("ageHours", "0")
            .formParam("choice", "accept")
            .formParam("by", "Ann")
            .post("/console/policies")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    AStore.admin()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("oversell of group %s, at most 2: accept".formatted(group)))
        .body(containsString("oversell: " + lamp))
        .body(containsString("Switch version 1 on"));

    AStore.admin()
        .redirects()
        .follow(false)
        .formParam("version", "1")
        .formParam("on", "true")
        .formParam("by", "Ann")
        .post("/console/policies/{name}/switch", name)
        .then()
        .statusCode(303);

    Eventually.holds(() -> state(lamp).equals("settled"));
    AStore.admin()
        .get("/console/policies")
        .then()
        .statusCode(200)
        .body(containsString("version 1 is on"));
    AStore.admin()
        .get("/console/policies/{name}", name)
        .then()
        .body(containsString("Ann switched version 1 on"))
        .body(containsString("Switch version 1 off"));
  }

  /** A new item of the group, of which more was sold than there ever was. */
  private String oversold(int units) {
    String item = AStore.newItem();
    AStore.imports("item,price,group\n%s,2.55,%s\n".formatted(item, group)).then().statusCode(200);
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(units, item);
    till.uploadsAll();
    return item;
  }

  private static String number(String item) {
    return found(item, "case");
  }

  private static String state(String item) {
    return found(item, "state");
  }

  private static String found(String item, String field) {
    for (String state : List.of("open", "settled")) {
      String after = null;
      do {
        var request = AStore.admin().queryParam("limit", 1000).queryParam("state", state);
        var page =
            (after == null ? request : request.queryParam("after", after))
                .get("/api/cases")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .param("item", item);
        String value =
            page.getString("cases.find { it.subject == item }?.get('%s')".formatted(field));
        if (value != null) {
          return value;
        }
        after = page.getString("next");
      } while (after != null);
    }
    return "";
  }

  private Map<String, Object> body(String policy, String choice, String atMost) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", policy);
    body.put("kind", "oversell");
    body.put("groups", List.of(group));
    body.put("quantityAtMost", atMost);
    body.put("choice", choice);
    body.put("by", "Ann");
    return body;
  }

  private ValidatableResponse writes(String choice, String atMost) {
    return write(body(name, choice, atMost));
  }

  private static ValidatableResponse write(Map<String, Object> body) {
    return AStore.admin().contentType("application/json").body(body).post("/api/policies").then();
  }

  private ValidatableResponse turns(int version, boolean on) {
    return turn(name, version, on);
  }

  private static ValidatableResponse turn(String policy, int version, boolean on) {
    return AStore.admin()
        .contentType("application/json")
        .body(Map.of("version", version, "on", on, "by", "Ann"))
        .post("/api/policies/{name}/switch", policy)
        .then();
  }

  private ValidatableResponse tries() {
    return AStore.admin().post("/api/policies/{name}/dry-run?days=1", name).then().statusCode(200);
  }

  private ValidatableResponse one() {
    return AStore.admin().get("/api/policies/{name}", name).then().statusCode(200);
  }
}
