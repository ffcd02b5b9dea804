package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.RowName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What head office says, and what stores hear of it. */
abstract class ReferenceSentences {

  private static final int WRITERS = 8;
  private static final int REQUESTS = 10;

  private AStore store;
  private String region;
  private AFollower follower;

  @BeforeEach
  void theStoreIsInTheRegion() {
    store = aStore();
    // A region of its own for each test; its name is the store's.
    region = "R" + store.id;
    follower = new AFollower(store, Layer.REGION);
    putInto("\"" + region + "\"");
  }

  @Test
  void aStoreHearsWhatIsSaidForItsRegion() {
    says(lamp("2.55")).statusCode(200).body("changed", equalTo(4)).body("seq", equalTo(4));
    assertThat(follower.follows())
        .containsEntry(new RowName("price", "LAMP"), row("LAMP", 25_500L))
        .containsEntry(new RowName("tax", "STD"), row("STD", 2_000L))
        .hasSize(4);

    says(change("price", "LAMP", "\"price\":\"3\"")).statusCode(200);
    assertThat(follower.follows())
        .containsEntry(new RowName("price", "LAMP"), row("LAMP", 30_000L));
  }

  @Test
  void whatIsSaidAlreadyIsNotSaidAgain() {
    says(lamp("2.55")).statusCode(200);
    says(lamp("2.55")).statusCode(200).body("changed", equalTo(0)).body("seq", equalTo(4));
  }

  @Test
  void aBlockIsHeardAndTakenBack() {
    says(lamp("2.55")).statusCode(200);
    says(change("item", "LAMP", "\"withheld\":true")).statusCode(200);
    assertThat(follower.follows()).containsEntry(new RowName("item", "LAMP"), new Entry.Withheld());

    says(change("item", "LAMP", "\"removed\":true")).statusCode(200).body("changed", equalTo(3));
    assertThat(follower.follows()).containsOnlyKeys(new RowName("tax", "STD"));
  }

  @Test
  void manyRowsAreReadInPagesOfWholeBuckets() {
    List<String> changes = new ArrayList<>();
    for (int n = 0; n < 300; n++) {
      changes.add(change("setting", "s" + n, "\"value\":\"v" + n + "\""));
    }
    says(changes.toArray(String[]::new)).statusCode(200).body("changed", equalTo(300));

    assertThat(follower.follows()).hasSize(300);
  }

  @Test
  void theLogHasNoGapAndOneOrderUnderEightWriters() {
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int n = 0; n < REQUESTS; n++) {
                  says(change("setting", "s" + n, "\"value\":\"" + number + "\"")).statusCode(200);
                }
              }));
    }
    CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();

    Map<RowName, Entry> byBuckets = follower.follows();
    String life = follower.state().known().orElseThrow().incarnation();
    FollowState begun = new FollowState.Following(0, new Known(life, 0, Hash.START), 0);

    // Head office serves no log with a gap, so whoever reads it from the first change has them all.
    assertThat(new AFollower(store, Layer.REGION).from(begun).follows())
        .isEqualTo(byBuckets)
        .hasSize(REQUESTS);
  }

  @Test
  void aStoreThatKnowsAnotherHistoryIsRefused() {
    says(lamp("2.55")).statusCode(200);
    follower.follows();
    Known known = follower.state().known().orElseThrow();
    Known other = new Known(known.incarnation(), known.seq(), Hash.START.then(new byte[] {1}));
    Known ahead = new Known(known.incarnation(), known.seq() + 1, known.hash());

    for (Known claimed : List.of(other, ahead)) {
      follower
          .asks(new FollowState.Following(known.seq(), claimed, known.seq()))
          .then()
          .statusCode(409)
          .body("code", equalTo("cursor-refused"));
    }
  }

  @Test
  void aStoreThatMovesToAnotherRegionReadsThatOnesRows() {
    says(lamp("2.55")).statusCode(200);
    follower.follows();
    putInto("null");

    assertThat(follower.follows()).isEmpty();
  }

  @Test
  void noStoreHearsWhatIsSaidForAnother() {
    AStore other = aStore();
    saysAt("/api/reference/stores/" + other.id, change("setting", "s", "\"value\":\"v\""))
        .statusCode(200);

    assertThat(new AFollower(store, Layer.STORE).follows()).isEmpty();
    assertThat(new AFollower(other, Layer.STORE).follows()).hasSize(1);
  }

  @Test
  void aRowThatNamesWhatNobodySpeaksOfIsRefusedWithAllOthers() {
    says(
            change("setting", "s", "\"value\":\"v\""),
            change("price", "NOBODY-" + store.id, "\"price\":\"1\""))
        .statusCode(422)
        .body("code", equalTo("catalogue-rejected"))
        .body("errors.field", hasItem("changes[1]"));

    assertThat(follower.follows()).isEmpty();
  }

  @Test
  void aTaxCodeThatItemsNameCannotBeTakenAway() {
    String code = "T" + store.id;
    says(
            change("tax", code, "\"rate\":\"7\""),
            change("item", "I" + store.id, "\"taxCode\":\"" + code + "\""))
        .statusCode(200);
    says(change("tax", code, "\"removed\":true")).statusCode(422);
    says(change("item", "I" + store.id, "\"removed\":true")).statusCode(200);
    says(change("tax", code, "\"removed\":true")).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"table\":\"stock\",\"key\":\"A\"}",
        "{\"table\":\"price\",\"key\":\"A\",\"price\":\"1.00001\"}",
        "{\"table\":\"price\",\"key\":\"A\",\"price\":\"-1\"}",
        "{\"table\":\"price\",\"key\":\"A\"}",
        "{\"table\":\"tax\",\"key\":\"A\",\"rate\":\"101\"}",
        "{\"table\":\"tax\",\"key\":\"A\",\"rate\":\"1.005\"}",
        "{\"table\":\"tax\",\"key\":\"A\",\"withheld\":true}",
        "{\"table\":\"item\",\"key\":\" A\"}",
        "{\"table\":\"item\",\"key\":\"\"}",
        "{\"table\":\"barcode\",\"key\":\"5 01\",\"item\":\"A\"}",
        "{\"table\":\"setting\",\"key\":\"A\"}",
        "{\"table\":\"setting\",\"key\":\"A\",\"value\":\"a\"},"
            + "{\"table\":\"setting\",\"key\":\"A\",\"value\":\"b\"}",
        "null",
      })
  void whatMakesNoSenseIsRefusedAndNothingIsChanged(String change) {
    says(change).statusCode(422).body("code", equalTo("invalid-field"));

    assertThat(follower.follows()).isEmpty();
  }

  @Test
  void peopleSeeWhatIsSaid() {
    says(lamp("2.55")).statusCode(200);

    HeadOffice.admin()
        .get("/api/reference/regions/" + region + "/price")
        .then()
        .statusCode(200)
        .body("rows.price", hasItem("2.55"));
    HeadOffice.admin()
        .get("/api/reference")
        .then()
        .statusCode(200)
        .body("scopes.find { it.scope == 'region/" + region + "' }.seq", equalTo(4));
  }

  private static Entry row(Object... values) {
    return new Entry.Present(List.of(values));
  }

  private static String[] lamp(String price) {
    return new String[] {
      change("price", "LAMP", "\"price\":\"" + price + "\""),
      change("barcode", "501", "\"item\":\"LAMP\""),
      change("item", "LAMP", "\"description\":\"A lamp\",\"taxCode\":\"STD\""),
      change("tax", "STD", "\"rate\":\"20\""),
    };
  }

  private static String change(String table, String key, String values) {
    return "{\"table\":\"" + table + "\",\"key\":\"" + key + "\"," + values + "}";
  }

  private ValidatableResponse says(String... changes) {
    return saysAt("/api/reference/regions/" + region, changes);
  }

  private static ValidatableResponse saysAt(String path, String... changes) {
    return HeadOffice.admin()
        .contentType(ContentType.JSON)
        .body("{\"changes\":[" + String.join(",", changes) + "]}")
        .post(path)
        .then();
  }

  private void putInto(String name) {
    HeadOffice.admin()
        .contentType(ContentType.JSON)
        .body("{\"region\":" + name + "}")
        .put("/api/reference/stores/" + store.id + "/region")
        .then()
        .statusCode(200);
  }
}
