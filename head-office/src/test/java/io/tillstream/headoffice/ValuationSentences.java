package io.tillstream.headoffice;

import static io.tillstream.headoffice.ALegalEntity.anEntity;
import static io.tillstream.headoffice.ALegalEntity.get;
import static io.tillstream.headoffice.ALegalEntity.standing;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.tillstream.headoffice.valuation.KeepValuation;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goods are worth, a legal entity at a time. */
abstract class ValuationSentences {

  @Inject DataSource dataSource;
  @Inject KeepValuation valuation;

  private ALegalEntity entity;
  private AStore store;
  private ATerminal till;

  @BeforeEach
  void anEntityWithOneStore() throws SQLException {
    entity = anEntity("GBP");
    store = aStore();
    till = store.terminal("T1");
    entity.owns(store).statusCode(204);
    valuation.catchUp();
    if (standing().getBoolean("cursorRefused")) {
      // Another test has put the books back to a backup.
      recompute();
    }
  }

  @Test
  void goodsAreWorthTheAverageOfWhatTheReceiptsSay() throws SQLException {
    store.accepts(receives("A", 10, 20_000L)).accepts(receives("A", 30, 40_000L));
    store.accepts(till.sells("A", 4));
    delivered();

    entity.has("A", "36", "126", "3.5");
    Map<String, Object> sold = entity.moved("2026-11", "A", "customer");
    assertThat(sold).containsEntry("quantity", "-4").containsEntry("amount", "-14");
    assertThat(standing().getLong("position")).isEqualTo(standing().getLong("head"));
  }

  @Test
  void whatIsOfferedAgainIsValuedOnce() throws SQLException {
    ATerminal.Made receipt = receives("A", 10, 20_000L);
    store.accepts(receipt);
    delivered();
    store.delivers(store.everything()).statusCode(200);
    store.beginsANewIncarnation().accepts(receipt);
    delivered();

    entity.has("A", "10", "20", "2");
  }

  @Test
  void aCountThatARestoredStoreMakesAgainIsValuedOnceAsItIsBookedOnce() throws SQLException {
    store.accepts(receives("A", 10, 20_000L));
    store.accepts(till.counts(DocumentType.COUNT, "C-1", "A", -3));
    store.accepts(till.counts(DocumentType.COUNT, "C-1", "A", -3));
    delivered();

    assertThat(HeadOffice.stock(store.id)).containsEntry("A", "7");
    entity.has("A", "7", "14", "2");
  }

  @Test
  void aParkedSaleIsValuedWhereItWasReleased() throws SQLException {
    ATerminal.Made unknown = till.sellsUnknown("A", 2);
    store.parks(unknown, "A");
    delivered();
    store.accepts(receives("A", 10, 20_000L));
    delivered();
    entity.has("A", "10", "20", "2");
    long before = store.head();
    store.releases(unknown.key(), new TreeMap<>(Map.of(0, true)));
    store.delivers(store.envelope(before, store.head())).statusCode(200);
    valuation.catchUp();

    entity.has("A", "8", "16", "2");
    recompute();
    entity.has("A", "8", "16", "2");
  }

  @Test
  void whatComesAfterItsMonthWasClosedIsBookedInTheFirstOpenOne() throws SQLException {
    store.accepts(receives("A", 10, 20_000L));
    delivered();
    entity.closes("2026-11").statusCode(201);
    long before = store.head();
    ATerminal.Made sale = till.sells("A", 1);
    store.accepts(sale);
    store.delivers(store.envelope(before, store.head())).statusCode(200);
    valuation.catchUp();

    assertThat(entity.moved("2026-11", "A", "customer")).isNull();
    assertThat(entity.moved("2026-12", "A", "customer")).containsEntry("amount", "-2");
    JsonPath late = entity.late();
    assertThat(late.getInt("late.size()")).isEqualTo(1);
    assertThat(late.getString("late[0].remark")).isEqualTo("late");
    assertThat(late.getLong("late[0].n")).isEqualTo(sale.key().n());
    assertThat(late.getString("late[0].businessDate")).isEqualTo("2026-11-20");
    entity.closes("2026-11").statusCode(409).body("code", equalTo("month-closed"));
    entity.closes("2026-10").statusCode(409).body("code", equalTo("month-closed"));
  }

  @Test
  void aFullRecomputationGivesTheSameFiguresAlsoAcrossAClosing() throws SQLException {
    store.accepts(receives("A", 3, 33_333L)).accepts(till.sells("A", 5));
    delivered();
    entity.closes("2026-11").statusCode(201);
    long before = store.head();
    store.accepts(receives("A", 7, 41_000L)).accepts(till.takesBack("A", 1));
    store.delivers(store.envelope(before, store.head())).statusCode(200);
    valuation.catchUp();
    String figures = entity.figures();
    // What other tests have spoilt in the books of their entities is put right by the first.
    recompute();
    assertThat(entity.figures()).isEqualTo(figures);
    recompute();

    assertThat(standing().getLong("lastRecomputation.differences")).isZero();
    assertThat(entity.figures()).isEqualTo(figures);
  }

  @Test
  void aFigureThatWasSpoiltIsFoundAndReplaced() throws SQLException {
    store.accepts(receives("A", 10, 20_000L));
    delivered();
    recompute();
    run("UPDATE item_value SET value_ten_thousandths = 1 WHERE entity = ?", entity.name());
    recompute();

    assertThat(standing().getLong("lastRecomputation.differences")).isEqualTo(2);
    assertThat(standing().getString("lastRecomputation.entity")).isEqualTo(entity.name());
    assertThat(standing().getString("lastRecomputation.item")).isEqualTo("A");
    entity.has("A", "10", "20", "2");
  }

  @Test
  void figuresOfAnotherHistoryStandStillUntilTheyAreMadeAnew() throws SQLException {
    store.accepts(receives("A", 10, 20_000L));
    delivered();
    run("UPDATE calculation SET feed_mark = ?", "of another life");
    store.accepts(till.sells("A", 1));
    delivered();
    assertThat(standing().getBoolean("cursorRefused")).isTrue();
    entity.has("A", "10", "20", "2");

    recompute();

    assertThat(standing().getBoolean("cursorRefused")).isFalse();
    entity.has("A", "9", "18", "2");
  }

  @Test
  void aStoreThatHasTradedIsValuedAnewForItsNewEntityUnlessAMonthIsClosed() throws SQLException {
    store.accepts(receives("A", 10, 20_000L));
    delivered();
    ALegalEntity other = anEntity("GBP");
    other.owns(store).statusCode(204);
    valuation.catchUp();

    assertThat(entity.items().getInt("items.size()")).isZero();
    assertThat(other.items().getString("items[0].value")).isEqualTo("20");
    other.closes("2026-11").statusCode(201);
    entity.owns(store).statusCode(409).body("code", equalTo("entity-closed"));
    other.put("EUR").statusCode(409).body("code", equalTo("entity-closed"));
  }

  @Test
  void goodsForAStoreOfAnotherEntityAreGoneWhenTheyLeaveAndOfOnesOwnAreNot() throws SQLException {
    AStore own = aStore();
    entity.owns(own).statusCode(204);
    AStore foreign = aStore();
    store.accepts(receives("A", 10, 20_000L));
    store.accepts(dispatches("A", 2, own)).accepts(dispatches("A", 3, foreign));
    delivered();

    entity.has("A", "7", "14", "2");
    assertThat(entity.moved("2026-11", "A", "in-transit")).containsEntry("amount", "-6");
  }

  @Test
  void aCostInOtherMoneyIsNone() throws SQLException {
    ALegalEntity other = anEntity("EUR");
    other.owns(store).statusCode(204);
    store.accepts(receives("A", 10, 20_000L));
    delivered();

    JsonPath items = other.items();
    assertThat(items.getString("items[0].value")).isEqualTo("0");
    assertThat(items.getBoolean("items[0].costKnown")).isFalse();
  }

  /** Each database has its own order of letters, and of those beyond 16 bits. */
  @Test
  void pagesOfOneItemShowEachOnceWhateverItsLetters() throws SQLException {
    List<String> items = List.of("A", "a", "\uD83C\uDF4E", "\uFF21", "ß", "ÿ");
    items.forEach(item -> store.accepts(receives(item, 1, 20_000L)));
    delivered();

    for (String of : List.of("items", "months/2026-11")) {
      List<String> shown = new ArrayList<>();
      String next = "";
      while (next != null && shown.size() < 20) {
        JsonPath page =
            HeadOffice.admin()
                .queryParam("after", next)
                .queryParam("limit", 1)
                .get("/api/valuation/" + entity.name() + "/" + of)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        shown.addAll(page.getList(of.equals("items") ? "items.item" : "moved.item"));
        next = page.getString("next");
      }
      assertThat(shown).as(of).containsExactlyInAnyOrderElementsOf(items);
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedAndChangesNothing() {
    entity.closes("2026-13").statusCode(422).body("code", equalTo("invalid-field"));
    entity.closes("2062-11").statusCode(422).body("code", equalTo("invalid-field"));
    new ALegalEntity("NOBODY").closes("2026-11").statusCode(404);
    new ALegalEntity("no entity")
        .put("GBP")
        .statusCode(400)
        .body("code", equalTo("invalid-parameter"));
    entity.put("pounds").statusCode(422).body("code", equalTo("invalid-field"));
    HeadOffice.admin()
        .get("/api/valuation/" + entity.name() + "/months/november")
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid-parameter"));
    assertThat(get("/api/entities").getString(mine() + ".currency")).isEqualTo("GBP");
    assertThat(get("/api/entities").getInt(mine() + ".closedMonths.size()")).isZero();
  }

  private String mine() {
    return "entities.find { it.entity == '" + entity.name() + "' }";
  }

  private ATerminal.Made receives(String item, long units, Long cost) {
    return till.makes(
        DocumentType.GOODS_RECEIPT,
        List.of(new Line(item, null, units * 1000, 0, 0, null, null, null, true, cost, null)));
  }

  private ATerminal.Made dispatches(String item, long units, AStore to) {
    Transfer transfer = new Transfer(store.id + "-T-" + UUID.randomUUID(), to.id, null);
    return till.makes(
        DocumentType.TRANSFER_DISPATCH,
        List.of(ATerminal.line(item, units, true)),
        next -> next.goods(Location.SHOP_FLOOR, Location.IN_TRANSIT).transfer(transfer));
  }

  private void delivered() throws SQLException {
    store.delivers(store.everything()).statusCode(200);
    valuation.catchUp();
  }

  private void recompute() throws SQLException {
    HeadOffice.admin().post("/api/valuation/recomputation").then().statusCode(202);
    valuation.catchUp();
  }

  private void run(String sql, String value) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.executeUpdate();
    }
  }
}
