package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.digest.RowDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Terminals compare what they hold with what the store holds. */
abstract class CompareSentences {

  @Test
  void theSumsAreThoseOfTheRowsThatATerminalIsSent() {
    AStore.sells(AStore.newItem());
    ATerminal till = ATerminal.enrolled();

    JsonPath digests = asks(till, "/sync/v1/digests");
    long seq = digests.getLong("seq");
    BucketSums theirs = BucketSums.of(Base64.getDecoder().decode(digests.getString("sums")));

    assertThat(seq).isEqualTo(AStore.head());
    assertThat(theirs.differsFrom(sumsOfAllPages(till, seq)).isEmpty()).isTrue();
    assertThat(theirs.rows()).isPositive();
  }

  @Test
  void aBucketBringsItsRowsAndNoOthers() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    int bucket = RowDigest.bucketOf("price", lamp);

    JsonPath answer = asks(till, "/sync/v1/buckets?b=" + bucket);

    List<String> keys = new ArrayList<>();
    for (Map<String, Object> table : answer.<Map<String, Object>>getList("tables")) {
      for (List<Object> row : rows(table)) {
        assertThat(RowDigest.bucketOf((String) table.get("table"), (String) row.get(0)))
            .isEqualTo(bucket);
        keys.add(table.get("table") + "/" + row.get(0));
      }
    }
    assertThat(keys).contains("price/" + lamp);
  }

  @Test
  void bucketsThatDoNotExistAndTooManyOfThemAreRefused() {
    ATerminal till = ATerminal.enrolled();
    for (String list : List.of("", "1024", "-1", "x", "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16")) {
      till.speaks()
          .queryParam("b", list)
          .get("/sync/v1/buckets")
          .then()
          .statusCode(400)
          .body("code", equalTo("invalid-parameter"));
    }
  }

  @Test
  void pagesUntilAnEarlierSeqShowTheBooksAsTheyWereThen() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, lamp).sells(1, lamp).sells(1, lamp);
    till.uploads(0, 2).statusCode(200);
    long then = AStore.head();
    till.uploads(2, 3).statusCode(200);
    AStore.imports("item,price\n" + lamp + ",9\n").then().statusCode(200);

    JsonPath page =
        till.asksForChanges("until", then, "rows", 10_000)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    assertThat(page.getLong("to")).isEqualTo(then);
    assertThat(page.getBoolean("checkpoint")).isTrue();
    // I16: the third sale is not in these figures, so it must not be said to be.
    assertThat(page.getLong("applied")).isEqualTo(2);
    assertThat(page.getLong("acknowledged.store")).isEqualTo(3);
    till.asksForChanges("until", AStore.head() + 1).then().statusCode(400);
  }

  private static BucketSums sumsOfAllPages(ATerminal till, long until) {
    Map<String, Map<Object, List<Object>>> held = new java.util.HashMap<>();
    String incarnation = null;
    long after = 0;
    while (after < until) {
      JsonPath page =
          (incarnation == null
                  ? till.asksForChanges("until", until)
                  : till.asksForChanges("until", until, "incarnation", incarnation, "after", after))
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      for (Map<String, Object> table : page.<Map<String, Object>>getList("tables")) {
        Map<Object, List<Object>> rows =
            held.computeIfAbsent((String) table.get("table"), t -> new java.util.HashMap<>());
        rows(table).forEach(row -> rows.put(row.get(0), row));
        ((List<?>) table.get("removed")).forEach(rows::remove);
      }
      incarnation = page.getString("incarnation");
      after = page.getLong("to");
    }
    BucketSums sums = new BucketSums();
    held.forEach((table, rows) -> rows.values().forEach(row -> sums.add(RowDigest.of(table, row))));
    return sums;
  }

  @SuppressWarnings("unchecked")
  private static List<List<Object>> rows(Map<String, Object> table) {
    List<List<Object>> rows = (List<List<Object>>) table.get("rows");
    return rows == null ? List.of() : rows;
  }

  private static JsonPath asks(ATerminal till, String path) {
    return till.speaks().get(path).then().statusCode(200).extract().jsonPath();
  }
}
