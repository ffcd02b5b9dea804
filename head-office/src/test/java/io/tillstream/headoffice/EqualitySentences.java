package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.equality.AuditStream;
import io.tillstream.protocol.equality.MovedLine;
import io.tillstream.protocol.equality.StockRow;
import io.tillstream.protocol.equality.StockSums;
import io.tillstream.protocol.wire.Protocol;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A store compares its books with what head office holds of it (I6). */
abstract class EqualitySentences {

  @Inject DataSource database;

  @Test
  void aStoreThatNobodyHasHeardOfHasEmptyBooks() {
    JsonPath books = asks(aStore(), "").then().statusCode(200).extract().jsonPath();

    assertThat(books.getInt("protocol")).isEqualTo(3);
    assertThat(books.getString("incarnation")).isNull();
    assertThat(books.getLong("seq")).isZero();
    assertThat(books.getList("streams")).isEmpty();
    assertThat(sums(books).rows()).isZero();
  }

  @Test
  void theBooksInShortAreThoseOfOneWatermark() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made last = till.sells("LAMP", 2);
    store.accepts(last).accepts(store.terminal("T2").sells("mug", 1)).changesReferenceData(3);
    store.parks(store.terminal("T3").sellsUnknown("NEW", 4), "NEW");
    store.delivers(store.everything()).statusCode(200);

    JsonPath books = asks(store, "").then().statusCode(200).extract().jsonPath();

    assertThat(books.getString("incarnation")).isEqualTo(store.incarnation);
    assertThat(books.getInt("lives")).isEqualTo(1);
    assertThat(books.getLong("seq")).isEqualTo(store.head());
    assertThat(books.getList("streams")).hasSize(3);
    assertThat(books.getString("streams.find { it.terminal == 'T1' }.hash"))
        .isEqualTo(last.hash().toString());
    BucketSums expected =
        new StockSums()
            .add(new StockRow("LAMP", "shop-floor", -2_000))
            .add(new StockRow("mug", "shop-floor", -1_000))
            .sums();
    assertThat(sums(books).differsFrom(expected).isEmpty()).isTrue();
  }

  @Test
  void anotherLifeOfTheLogIsTheOneThatCounts() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("LAMP", 2)).changesReferenceData(100);
    store.delivers(store.everything()).statusCode(200);
    store.beginsANewIncarnation().accepts(store.terminal("T2").sells("LAMP", 1));
    store.delivers(store.everything()).statusCode(200);

    asks(store, "")
        .then()
        .body("incarnation", equalTo(store.incarnation))
        .body("lives", equalTo(2))
        .body("seq", equalTo(1))
        .body("streams", hasSize(2));
  }

  @Test
  void aBucketBringsItsItemsAndNoOthers() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("LAMP", 2));
    store.accepts(store.terminal("T2").sells("mug", 1));
    store.delivers(store.everything()).statusCode(200);
    int bucket = StockSums.bucketOf("LAMP");

    asks(store, "/stock?b=" + bucket)
        .then()
        .statusCode(200)
        .body("seq", equalTo((int) store.head()))
        .body("stock.item", contains("LAMP"))
        .body("stock.location", contains("shop-floor"))
        .body("stock.quantityThousandths", contains(-2_000))
        .body("cutAfter", nullValue());
    asks(store, "/stock?b=" + (bucket + 1) % BucketSums.BUCKETS).then().body("stock", hasSize(0));
  }

  @Test
  void digestsOfDocumentsAreThoseOfTheirBytesAndBookings() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    AuditStream expected = new AuditStream(0, Hash.START);
    for (int n = 1; n <= 300; n++) {
      ATerminal.Made made = till.sells("LAMP", n);
      store.accepts(made);
      expected.next(
          n,
          null,
          made.hash(),
          made.bytes(),
          List.of(new MovedLine(0, "shop-floor", "customer", "LAMP", n * 1_000L)));
    }
    store.delivers(store.everything()).statusCode(200);

    JsonPath blocks = blocks(store, 300);

    assertThat(blocks.getLong("to")).isEqualTo(300);
    assertThat(blocks.getList("blocks.documents")).containsExactly(256, 44);
    assertThat(blocks.<String>getList("blocks.digest"))
        .containsExactly(expected.blocks().get(0).digest(), expected.blocks().get(1).digest());
    assertThat(
            asks(store, "/blocks?terminal=T1&epoch=1&after=256&to=300")
                .jsonPath()
                .<String>getList("blocks.digest"))
        .containsExactly(expected.blocks().get(1).digest());
  }

  @Test
  void whatIsLostOrSpoiltHereShowsInItsBlockAndAtItsPlace() throws SQLException {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    List<ATerminal.Made> sales = new ArrayList<>();
    for (int n = 1; n <= 10; n++) {
      sales.add(till.sells("LAMP", 1));
      store.accepts(sales.getLast());
    }
    store.delivers(store.everything()).statusCode(200);
    String sound = blocks(store, 10).getString("blocks[0].digest");

    run("DELETE FROM movement WHERE store = ? AND n = 3", store);
    assertThat(blocks(store, 10).getString("blocks[0].digest")).isNotEqualTo(sound);
    asks(store, "/documents?terminal=T1&epoch=1&after=0&to=10")
        .then()
        .body("documents", hasSize(10))
        .body("documents.findAll { it.moved == null }.n", contains(3));
    run("UPDATE document SET body = ? WHERE store = ? AND n = 5", new byte[] {'{', '}'}, store);
    asks(store, "/documents?terminal=T1&epoch=1&after=0&to=10")
        .then()
        .body("documents.findAll { !it.sound }.n", contains(5));
    run("UPDATE document SET n = 1008 WHERE store = ? AND n = 8", store);
    asks(store, "/documents?terminal=T1&epoch=1&after=0&to=10")
        .then()
        .body("documents", hasSize(9))
        .body("documents.findAll { !it.sound }.n", contains(5)); // of 9 nothing can be said
    assertThat(blocks(store, 10).getInt("blocks[0].documents")).isEqualTo(9);
    // Jobs of other tests are told all documents of all stores.
    run("UPDATE document SET n = 8 WHERE store = ? AND n = 1008", store);
    run("UPDATE document SET body = ? WHERE store = ? AND n = 5", sales.get(4).bytes(), store);
  }

  @Test
  void whatIsBookedOfADocumentIsTold() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made parked = till.sellsUnknown("NEW", 4);
    store.parks(parked, "NEW");
    store.delivers(store.everything()).statusCode(200);
    asks(store, "/movements?terminal=T1&epoch=1&n=1")
        .then()
        .statusCode(200)
        .body("lines", hasSize(0))
        .body("seq", equalTo(1));
    TreeMap<Integer, Boolean> decided = new TreeMap<>();
    decided.put(0, true);
    store.releases(parked.key(), decided);
    store.delivers(store.everything()).statusCode(200);

    asks(store, "/movements?terminal=T1&epoch=1&n=1")
        .then()
        .body("incarnation", equalTo(store.incarnation))
        .body("seq", equalTo(2))
        .body("lines.line", contains(0))
        .body("lines.from", contains("shop-floor"))
        .body("lines.to", contains("customer"))
        .body("lines.item", contains("NEW"))
        .body("lines.quantityThousandths", contains(4_000));
  }

  @Test
  void nobodyElseSeesThem() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("LAMP", 2));
    store.delivers(store.everything()).statusCode(200);

    asks(aStore(), "").then().body("streams", hasSize(0));
    asks(aStore(), "/stock?b=" + StockSums.bucketOf("LAMP")).then().body("stock", hasSize(0));
    assertThat(
            asks(aStore(), "/blocks?terminal=T1&epoch=1&after=0&to=1").jsonPath().getList("blocks"))
        .isEmpty();
    given().get("/sync/v1/equality").then().statusCode(401);
    HeadOffice.admin().get("/sync/v1/equality").then().statusCode(403);
  }

  @Test
  void whatCannotBeAskedIsRefusedInWords() {
    AStore store = aStore();
    for (String query :
        List.of(
            "/stock",
            "/stock?b=",
            "/stock?b=x",
            "/stock?b=1024",
            "/stock?b=-1",
            "/stock?b=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16",
            "/blocks?terminal=T1&epoch=1&after=0",
            "/blocks?terminal=T1&epoch=1&after=1&to=9",
            "/blocks?terminal=T1&epoch=1&after=-256&to=9",
            "/blocks?terminal=T1&epoch=1&after=256&to=9",
            "/blocks?terminal=t%201&epoch=1&after=0&to=9",
            "/documents?terminal=T1&epoch=1&after=0&to=257",
            "/documents?terminal=T1&epoch=0&after=0&to=1",
            "/movements?terminal=T1&epoch=1",
            "/movements?terminal=T1&epoch=1&n=0")) {
      asks(store, query).then().statusCode(400).body("code", equalTo("invalid-parameter"));
    }
    given()
        .header("Authorization", "Bearer " + store.credential)
        .header(Protocol.VERSION_HEADER, 9)
        .get("/sync/v1/equality")
        .then()
        .statusCode(400)
        .body("code", equalTo("protocol-not-supported"));
  }

  private static JsonPath blocks(AStore store, long to) {
    return asks(store, "/blocks?terminal=T1&epoch=1&after=0&to=" + to)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static BucketSums sums(JsonPath books) {
    return BucketSums.of(Base64.getDecoder().decode(books.getString("stock")));
  }

  private static Response asks(AStore store, String what) {
    return given()
        .header("Authorization", "Bearer " + store.credential)
        .header(Protocol.VERSION_HEADER, Protocol.VERSION)
        .get("/sync/v1/equality" + what);
  }

  private void run(String sql, Object... parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(
            i + 1, parameters[i] instanceof AStore store ? store.id.value() : parameters[i]);
      }
      assertThat(statement.executeUpdate()).isOne();
    }
  }
}
