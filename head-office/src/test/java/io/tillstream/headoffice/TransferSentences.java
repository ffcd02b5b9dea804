package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.ExpectedGoods;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.wire.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers, as the chain knows them. */
abstract class TransferSentences {

  private AStore here;
  private AStore there;
  private ATerminal from;
  private ATerminal to;
  private String id;
  private String item;

  @BeforeEach
  void twoStores() {
    here = aStore();
    there = aStore();
    from = here.terminal("STORE");
    to = there.terminal("STORE");
    id = here.id + "-T-000088";
    item = "ONLY-" + here.id;
  }

  @Test
  void whatOneStoreDispatchedAndAnotherReceivedIsNotInTransit() {
    here.accepts(dispatched(10));
    here.delivers(here.everything()).statusCode(200);
    transfer()
        .body("state", equalTo("dispatched"))
        .body("dispatchedBy", contains(here.id.value()))
        .body("receivedBy", empty())
        .body("items.inTransit", contains("10"));
    inTransit("10");

    there.accepts(received(10));
    there.delivers(there.everything()).statusCode(200);

    transfer()
        .body("state", equalTo("closed"))
        .body("overdue", equalTo(false))
        .body("receivedBy", contains(there.id.value()))
        .body("items.inTransit", contains("0"));
    inTransit("0");
  }

  @Test
  void aReceiptThatIsHeardOfBeforeItsDispatchHeals() {
    there.accepts(received(10));
    there.delivers(there.everything()).statusCode(200);
    transfer().body("state", equalTo("received-ahead")).body("items.inTransit", contains("-10"));

    here.accepts(dispatched(10));
    here.delivers(here.everything()).statusCode(200);

    transfer().body("state", equalTo("closed"));
  }

  @Test
  void aTransferReceivedShortIsOpenUntilTheDifferenceIsSettledByEitherStore() {
    here.accepts(dispatched(10));
    there.accepts(received(7));
    here.delivers(here.everything()).statusCode(200);
    there.delivers(there.everything()).statusCode(200);
    transfer().body("state", equalTo("received-short")).body("items.inTransit", contains("3"));

    here.accepts(missing(3));
    here.delivers(here.everything()).statusCode(200);

    transfer().body("state", equalTo("closed")).body("items.settled", contains("3"));
  }

  /** I2: neither envelopes nor another life of the log count a document of a transfer twice. */
  @Test
  void repeatedEnvelopesCountNothingTwice() {
    ATerminal.Made dispatch = dispatched(10);
    here.accepts(dispatch);
    here.delivers(here.everything()).statusCode(200);
    here.delivers(here.everything()).statusCode(200);
    here.beginsANewIncarnation().accepts(dispatch);
    here.delivers(here.everything()).statusCode(200);

    transfer().body("items.dispatched", contains("10"));
  }

  /** I7, I8: parts, differences and two stores' envelopes in any order. */
  @ParameterizedTest
  @ValueSource(longs = {3, 88, 20261121})
  void orderOfTheStoresNeverChangesHowATransferStands(long seed) {
    Random random = new Random(seed);
    long left = 11L + random.nextInt(10);
    here.accepts(dispatched(left));
    long open = left;
    for (int parts = random.nextInt(3); parts > 0; parts--) {
      long part = 1L + random.nextInt(5);
      there.accepts(received(part));
      open -= part;
    }
    here.accepts(missing(open));
    List<AStore> order = new ArrayList<>(List.of(here, there));
    Collections.shuffle(order, random);

    for (AStore store : order) {
      store.delivers(store.everything()).statusCode(200);
    }

    transfer().body("state", equalTo("closed")).body("items.inTransit", contains("0"));
    inTransit("0");
  }

  @Test
  void transfersAreListedForTheChainAndForAStore() {
    here.accepts(dispatched(10));
    here.delivers(here.everything()).statusCode(200);

    for (AStore either : List.of(here, there)) {
      List<String> ids =
          HeadOffice.admin()
              .queryParam("store", either.id.value())
              .get("/api/transfers")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath()
              .getList("transfers.id");
      assertThat(ids).containsExactly(id);
    }
    HeadOffice.admin()
        .queryParam("after", id.substring(0, id.length() - 1))
        .queryParam("limit", 1)
        .get("/api/transfers")
        .then()
        .body("transfers.id", contains(id))
        .body("next", equalTo(id));
    HeadOffice.admin().get("/api/transfers/NOBODY-1").then().statusCode(404);
  }

  @Test
  void aStoreHearsWhatIsOnItsWayToItAndWhatBecameOfWhatItSent() {
    here.accepts(dispatched(10));
    here.delivers(here.everything()).statusCode(200);
    asks(there)
        .body("transfers.id", contains(id))
        .body("transfers[0].store", equalTo(here.id.value()))
        .body("transfers[0].items[0].dispatchedThousandths", equalTo(10_000));
    asks(here, id).body("transfers", empty());

    there.accepts(received(7));
    there.delivers(there.everything()).statusCode(200);

    asks(here, id)
        .body("transfers.id", contains(id))
        .body("transfers[0].receipts", equalTo(1))
        .body("transfers[0].items[0].receivedThousandths", equalTo(7_000));
    asks(there).body("transfers", empty());
    asks(there, id).body("transfers[0].dispatches", equalTo(1));
  }

  @Test
  void aStoreHearsNothingOfTransfersBetweenOthers() {
    here.accepts(dispatched(10));
    here.delivers(here.everything()).statusCode(200);

    asks(aStore(), id).body("transfers", empty());
  }

  /** Where nobody else tells it: there sold what it lacks, and asks here for it. */
  @Test
  void aStoreHearsWhatAnotherOneAsksItForWhileThatLacksIt() {
    there.accepts(there.terminal("T1").sells(item, 3));
    there.accepts(asksFor(2));
    there.delivers(there.everything()).statusCode(200);
    there.delivers(there.everything()).statusCode(200);

    asks(here)
        .body("requests.store", contains(there.id.value()))
        .body("requests.item", contains(item))
        .body("requests.quantityThousandths", contains(2_000))
        .body("requests.onItsWayThousandths", contains(0))
        .body("requests.document", contains(there.id + "/STORE/1/1"));
    asks(there).body("requests", empty());
    here.accepts(dispatched(4));
    here.delivers(here.everything()).statusCode(200);
    asks(here).body("requests.onItsWayThousandths", contains(4_000));

    there.accepts(received(4));
    there.delivers(there.everything()).statusCode(200);
    asks(here).body("requests", empty());
  }

  private ATerminal.Made asksFor(long units) {
    return to.makes(
        DocumentType.CASE_SETTLEMENT,
        List.of(),
        next ->
            next.reason("they have plenty")
                .settles(
                    new SettledCase(
                        "1-1",
                        "oversell",
                        item,
                        "transfer",
                        "Ada",
                        List.of(),
                        new ExpectedGoods(item, units * 1_000, here.id),
                        null,
                        null)));
  }

  private static ValidatableResponse asks(AStore store, String... open) {
    return given()
        .header("Authorization", "Bearer " + store.credential)
        .contentType("application/json")
        .body(Map.of("protocol", Protocol.VERSION, "open", List.of(open)))
        .post("/sync/v1/transfers")
        .then()
        .statusCode(200);
  }

  private ATerminal.Made dispatched(long units) {
    return from.makes(
        DocumentType.TRANSFER_DISPATCH,
        List.of(ATerminal.line(item, units, true)),
        next ->
            next.goods(Location.SHOP_FLOOR, Location.IN_TRANSIT)
                .transfer(new Transfer(id, there.id, null)));
  }

  private ATerminal.Made received(long units) {
    return to.makes(
        DocumentType.TRANSFER_RECEIPT,
        List.of(ATerminal.line(item, units, true)),
        next ->
            next.goods(Location.IN_TRANSIT, Location.SHOP_FLOOR)
                .transfer(new Transfer(id, here.id, null)));
  }

  private ATerminal.Made missing(long units) {
    return from.makes(
        DocumentType.TRANSFER_DIFFERENCE,
        List.of(ATerminal.line(item, units, true)),
        next ->
            next.goods(Location.IN_TRANSIT, Location.ADJUSTMENT)
                .reason("lost")
                .transfer(new Transfer(id, there.id, null)));
  }

  private ValidatableResponse transfer() {
    return HeadOffice.admin().get("/api/transfers/" + id).then().statusCode(200);
  }

  private void inTransit(String quantity) {
    Map<String, String> locations =
        HeadOffice.admin().get("/api/stock/" + item).then().extract().path("locations");
    assertThat(locations).containsEntry("in-transit", quantity);
  }
}
