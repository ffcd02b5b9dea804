package io.tillstream.store.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.store.AJournal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person does about a document whose place another holds (I11). */
abstract class CollisionSentences {

  @Test
  void oneThatAPersonDismissesIsKeptAndNotOpenAnyMore() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, lamp).sells(2, lamp);
    AJournal copy = till.journal.copiedAfter(1).sells(5, lamp);
    till.uploadsAll();
    till.sends(copy.upload(0, 2)).then().statusCode(200).body("outcome", equalTo("FORK"));
    long open = AStore.status().getLong("documents.collisions");
    Hash hash = copy.hash(2);

    shows(till, 2, hash)
        .statusCode(200)
        .body("body", equalTo(new String(copy.body(2), UTF_8)))
        .body("holder", equalTo(new String(till.journal.body(2), UTF_8)))
        .body("settled", nullValue());
    for (int again = 0; again < 2; again++) {
      dismisses(till, 2, hash, "rung up again", "Ann")
          .statusCode(200)
          .body("by", equalTo("Ann"))
          .body("reason", equalTo("rung up again"))
          .body("at", notNullValue());
    }
    dismisses(till, 2, hash, "something else", "Bob")
        .statusCode(409)
        .body("code", equalTo("not-parked"));

    assertThat(AStore.status().getLong("documents.collisions")).isEqualTo(open - 1);
    shows(till, 2, hash).statusCode(200).body("settled.by", equalTo("Ann"));
    openOnes().body("collisions.hash", not(hasItem(hash.toString())));
    assertThat(AStore.collisions(till.id)).containsExactly(new String(copy.body(2), UTF_8));
    // The document that holds the place is the shop's, and stays so.
    AStore.document(till.journal.stream().at(2).toString())
        .statusCode(200)
        .body("verdict", equalTo("ACCEPTED"));
    assertThat(AStore.onHand(lamp)).isEqualTo("-3");
    // Offered once more, it stays settled.
    till.sends(copy.upload(0, 2)).then().statusCode(200).body("outcome", equalTo("FORK"));
    assertThat(AStore.status().getLong("documents.collisions")).isEqualTo(open - 1);
  }

  @Test
  void ofTwoAtOnePlaceEachIsSettledByItself() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");
    AJournal one = till.journal.copiedAfter(0).sells(2, "X");
    AJournal other = till.journal.copiedAfter(0).sells(3, "X");
    till.uploadsAll();
    till.sends(one.upload(0, 1)).then().statusCode(200);
    till.sends(other.upload(0, 1)).then().statusCode(200);

    dismisses(till, 1, one.hash(1), "a test", "Ann").statusCode(200);

    openOnes()
        .body("collisions.hash", not(hasItem(one.hash(1).toString())))
        .body("collisions.hash", hasItem(other.hash(1).toString()));
  }

  @Test
  void whatIsHeldUnderTheSameReferenceIsShownBesideIt() {
    ATerminal till = ATerminal.enrolled();
    AJournal copy = till.journal.copiedAfter(0).sells(2, "X");
    till.journal.sells(1, "X");
    till.uploadsAll();
    till.sends(copy.upload(0, 1)).then().statusCode(200);

    // Journals of tests number their references alike.
    shows(till, 1, copy.hash(1)).body("sameReference.n", contains(1));
    AJournal unreadable = till.journal.copiedAfter(0).append("{}".getBytes(UTF_8));
    till.sends(unreadable.upload(0, 1)).then().statusCode(200);
    shows(till, 1, unreadable.hash(1)).statusCode(200).body("sameReference", empty());
  }

  @ParameterizedTest
  @CsvSource({
    "T1/1/1/zz/dismissal, 400, invalid-parameter",
    "T1/1/0/HASH/dismissal, 400, invalid-parameter",
    "T1/1/999/HASH/dismissal, 404, not-found",
  })
  void oneThatIsNotHereIsRefusedInWords(String path, int status, String code) {
    says("a test", "Ann")
        .post("/api/collisions/" + path.replace("HASH", Hash.START.toString()))
        .then()
        .statusCode(status)
        .body("code", equalTo(code));
  }

  @ParameterizedTest
  @CsvSource({"'', Ann, reason", "a test, '', by"})
  void whoDecidesSaysWhyAndWho(String reason, String by, String missing) {
    says(reason, by)
        .post("/api/collisions/T1/1/1/" + Hash.START + "/dismissal")
        .then()
        .statusCode(422)
        .body("code", equalTo("invalid-field"))
        .body("errors[0].field", equalTo(missing));
  }

  private static ValidatableResponse openOnes() {
    return AStore.admin().queryParam("open", "true").get("/api/collisions").then().statusCode(200);
  }

  private static ValidatableResponse shows(ATerminal till, int n, Hash hash) {
    return AStore.admin().get("/api/collisions/{t}/1/{n}/{h}", till.id, n, hash.toString()).then();
  }

  private static ValidatableResponse dismisses(
      ATerminal till, int n, Hash hash, String reason, String by) {
    return says(reason, by)
        .post("/api/collisions/{t}/1/{n}/{h}/dismissal", till.id, n, hash.toString())
        .then();
  }

  private static RequestSpecification says(String reason, String by) {
    return AStore.admin().contentType("application/json").body(Map.of("reason", reason, "by", by));
  }
}
