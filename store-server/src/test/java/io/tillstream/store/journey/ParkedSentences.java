package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.store.AJournal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Documents that wait: for items, for customers, or for a person. */
abstract class ParkedSentences {

  @Test
  void aSaleToAnUnknownCustomerWaitsForTheCustomer() {
    String item = AStore.newItem();
    String customer = AStore.newReference();
    ATerminal till = ATerminal.enrolled();
    sellsTo(till.journal, customer, true, item);

    till.uploadsAll()
        .body("verdicts.verdict", contains("PARKED"))
        .body("verdicts.reason", contains("unknown-customer"))
        .body("verdicts.detail", contains(customer));
    assertThat(AStore.status().getInt("documents.parked")).isPositive();

    imports("customer,name,phone,email\n" + customer + ",Ada,,\n").statusCode(200);

    AStore.document(till.keyOf(1)).body("verdict", equalTo("ACCEPTED"));
    assertThat(AStore.onHand(item)).isEqualTo("-1");
    till.journal.sells(1, item);
    sellsTo(till.journal, customer, true, item);
    till.uploads(1, 3).body("verdicts.verdict", contains("ACCEPTED", "ACCEPTED"));
  }

  @Test
  void theCustomerMayArriveFromAnotherTill() {
    String item = AStore.newItem();
    ATerminal taker = ATerminal.enrolled();
    taker.journal.records(DocumentType.CUSTOMER, 1, true);
    String number = taker.journal.stream() + "-1";
    ATerminal till = ATerminal.enrolled();
    sellsTo(till.journal, number, true, item);
    till.uploadsAll().body("verdicts.reason", contains("unknown-customer"));

    taker.uploadsAll().body("verdicts.verdict", contains("ACCEPTED"));

    AStore.document(till.keyOf(1)).body("verdict", equalTo("ACCEPTED"));
  }

  @Test
  void whatWaitsForSeveralThingsIsBookedWhenTheLastOfThemArrives() {
    for (int first = 0; first < 3; first++) {
      String[] own = {AStore.newItem(), AStore.newItem()};
      String buyer = AStore.newReference();
      List<Runnable> round =
          List.of(
              () -> AStore.sells(own[0]),
              () -> AStore.sells(own[1]),
              () -> imports("customer,name,phone,email\n" + buyer + ",Ada,,\n"));
      ATerminal till = ATerminal.enrolled();
      sellsTo(till.journal, buyer, null, own);
      till.uploadsAll().body("verdicts.verdict", contains("PARKED"));
      for (int i = 0; i < round.size(); i++) {
        AStore.document(till.keyOf(1)).body("verdict", equalTo("PARKED"));
        round.get((first + i) % round.size()).run();
      }
      AStore.document(till.keyOf(1)).body("verdict", equalTo("ACCEPTED"));
      assertThat(AStore.onHand(own[0])).isEqualTo("-1");
    }
  }

  @Test
  void causesAreCountedWithTheirFirstAndLastDocument() {
    String item = AStore.newItem();
    ATerminal till = ATerminal.enrolled();
    IntStream.range(0, 5).forEach(i -> till.journal.sellsUnknown(1, item));
    till.uploadsAll();

    Map<String, Object> cause = cause(item);

    assertThat(cause).containsEntry("reason", "unknown-item").containsEntry("count", 5);
    assertThat(((Map<?, ?>) cause.get("first")).get("document")).isEqualTo(till.keyOf(1));
    assertThat(((Map<?, ?>) cause.get("last")).get("document")).isEqualTo(till.keyOf(5));
    AStore.admin()
        .get("/console/state")
        .then()
        .statusCode(200)
        .body(containsString("Parked documents"));
    AStore.sells(item);
    assertThat(cause(item)).isNull();
  }

  @Test
  void codesThatDifferInCaseAreTwoCauses() {
    String upper = AStore.newItem() + "A";
    String lower = upper.toLowerCase(Locale.ROOT);
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(1, upper).sellsUnknown(1, lower).sellsUnknown(2, lower);
    till.uploadsAll();

    assertThat(cause(upper)).containsEntry("count", 1);
    assertThat(cause(lower)).containsEntry("count", 2);
  }

  @Test
  void aDismissedDocumentIsKeptAndParkedNoMore() {
    ATerminal till = ATerminal.enrolled();
    till.journal.append("not JSON".getBytes(StandardCharsets.UTF_8));
    till.uploadsAll();
    int parked = AStore.status().getInt("documents.parked");

    dismisses(till, 1, "rung up again").statusCode(200).body("reason", equalTo("dismissed"));
    // Asking again changes nothing.
    dismisses(till, 1, "rung up again").statusCode(200);

    assertThat(AStore.status().getInt("documents.parked")).isEqualTo(parked - 1);
    AStore.document(till.keyOf(1))
        .body("verdict", equalTo("PARKED"))
        .body("reason", equalTo("dismissed"))
        .body("detail", equalTo("rung up again"));
    till.uploads(0, 1).statusCode(200).body("outcome", equalTo("DUPLICATE"));
    till.asksForChanges("after", 0).then().body("parked.size()", equalTo(0));
  }

  @Test
  void whoComesSecondIsToldWhatTheFirstHasDecided() {
    String item = AStore.newItem();
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(1, item).sellsUnknown(1, item);
    till.uploadsAll();

    dismisses(till, 1, "a test").statusCode(200);
    dismisses(till, 1, "another reason")
        .statusCode(409)
        .body("code", equalTo("not-parked"))
        .body("detail", containsString("it was dismissed before: a test"));
    resubmits(till, 1).statusCode(409).body("detail", containsString("it was dismissed: a test"));

    AStore.sells(item);
    AStore.document(till.keyOf(1)).body("reason", equalTo("dismissed"));
    dismisses(till, 2, "too late").statusCode(409).body("detail", containsString("it is booked"));
    resubmits(till, 2).statusCode(200).body("verdict", equalTo("ACCEPTED"));
    assertThat(AStore.onHand(item)).isEqualTo("-1");
  }

  @Test
  void twoPeopleAtOnceSettleADocumentOnce() throws InterruptedException {
    String item = AStore.newItem();
    ATerminal till = ATerminal.enrolled();
    IntStream.range(0, 10).forEach(i -> till.journal.sellsUnknown(1, item));
    till.uploadsAll();
    List<Integer> answers = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> people = new ArrayList<>();
    for (String name : List.of("Ada", "Grace")) {
      people.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 1; n <= 10; n++) {
                      answers.add(dismisses(till, n, name).extract().statusCode());
                    }
                  }));
    }
    for (Thread person : people) {
      person.join();
    }

    assertThat(answers).hasSize(20).containsOnly(200, 409);
    assertThat(answers.stream().filter(answer -> answer == 200)).hasSize(10);
  }

  @Test
  void aDocumentThatStillCannotBeBookedStaysParked() {
    String item = AStore.newItem();
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(1, item).append("{}".getBytes(StandardCharsets.UTF_8));
    till.uploadsAll();

    resubmits(till, 1)
        .statusCode(200)
        .body("verdict", equalTo("PARKED"))
        .body("reason", equalTo("unknown-item"))
        .body("detail", equalTo(item));
    resubmits(till, 2).statusCode(200).body("reason", equalTo("unreadable"));
    resubmits(till, 3).statusCode(404).body("code", equalTo("not-found"));
    dismisses(till, 1, " ").statusCode(422).body("errors[0].field", equalTo("reason"));
  }

  @Test
  void aFileOfCustomersIsTakenWholeOrNotAtAll() {
    String customer = AStore.newReference();
    imports("customer,name,phone,email\n" + customer + ",Ada,,\n,nobody,,\n")
        .statusCode(422)
        .body("errors[0].line", equalTo(3));
    AStore.admin().get("/api/customers/{c}", customer).then().statusCode(404);
    imports("name,customer\n").statusCode(400).body("code", equalTo("malformed-body"));
    String file = "customer,name,phone,email\n" + customer + ",Ada,0123,ada@shop.example\n";
    imports(file).statusCode(200).body("changed", equalTo(1));
    imports(file).statusCode(200).body("changed", equalTo(0));
    AStore.admin()
        .get("/api/customers/{c}", customer)
        .then()
        .statusCode(200)
        .body("name", equalTo("Ada"))
        .body("phone", equalTo("0123"));
    AStore.admin()
        .contentType("application/json")
        .body(Map.of("name", "Ada King"))
        .put("/api/customers/{c}", customer)
        .then()
        .statusCode(200)
        .body("name", equalTo("Ada King"))
        .body("phone", nullValue());
  }

  private static Map<String, Object> cause(String detail) {
    return AStore.admin()
        .queryParam("limit", 1_000)
        .get("/api/parked/causes")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .<Map<String, Object>>getList("causes")
        .stream()
        .filter(cause -> detail.equals(cause.get("detail")))
        .findFirst()
        .orElse(null);
  }

  private static ValidatableResponse imports(String csv) {
    return AStore.admin()
        .contentType("text/csv; charset=UTF-8")
        .body(csv)
        .post("/api/customers")
        .then();
  }

  private static ValidatableResponse dismisses(ATerminal till, int n, String reason) {
    return AStore.admin()
        .contentType("application/json")
        .body(Map.of("reason", reason))
        .post("/api/parked/{t}/{e}/{n}/dismissal", till.id, till.journal.stream().epoch(), n)
        .then();
  }

  private static ValidatableResponse resubmits(ATerminal till, int n) {
    return AStore.admin()
        .contentType("application/json")
        .post("/api/parked/{t}/{e}/{n}/resubmission", till.id, till.journal.stream().epoch(), n)
        .then();
  }

  /** Records a sale of one of each to a customer. */
  private static void sellsTo(
      AJournal journal, String customer, Boolean movesStock, String... items) {
    List<Line> lines = new ArrayList<>();
    for (String item : items) {
      lines.add(new Line(item, null, 1_000, 25_500, 255, null, null, null, movesStock));
    }
    Document document = journal.document(DocumentType.SALE, lines);
    String body = new String(document.canonicalBytes(), StandardCharsets.UTF_8);
    journal.append(
        body.replace(
                "\"currency\":\"GBP\",", "\"currency\":\"GBP\",\"customer\":\"" + customer + "\",")
            .getBytes(StandardCharsets.UTF_8));
  }
}
