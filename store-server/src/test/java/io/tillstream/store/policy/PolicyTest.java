package io.tillstream.store.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.policy.Decision;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.store.H2Books;
import io.tillstream.store.conflict.CasesAtHand;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Policies settle what their dry run said they would, once, and in the name of their version. */
class PolicyTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  @RegisterExtension final H2Books books = new H2Books();

  private PolicyBooks shop;

  @BeforeEach
  void aShop() {
    shop = new PolicyBooks(books);
  }

  @Test
  void switchedOnItSettlesWhatTheDryRunSaidItWould() throws SQLException {
    shop.price("A", "small", 15_000);
    shop.price("B", "small", 20_000);
    shop.price("C", "large", 20_000);
    shop.shop.oversells(1, "A");
    shop.shop.oversells(2, "B");
    shop.shop.oversells(5, "B2"); // too many
    shop.shop.oversells(1, "C"); // of another group
    shop.shop.oversells(1, "D"); // of none
    shop.writes("small-ones", PolicyBooks.few(Choice.COMPENSATE, 2, "small"));

    ShownDryRun said = shop.tries("small-ones");
    assertThat(PolicyBooks.said(said)).containsExactly("A now compensate", "B now compensate");
    assertThat(said.now().cases()).isEqualTo(2);
    assertThat(said.now().worth()).isEqualTo("5.50");
    assertThat(said.now().goods()).isEqualTo("5.50");
    assertThat(said.cases()).allMatch(each -> each.money().startsWith("No money moves."));
    assertThat(said.left()).isEqualTo(3);
    Map<String, BigDecimal> stock = onHand();
    assertThat(shop.apply()).as("a draft settles nothing").isZero();

    shop.switches("small-ones", 1, true);
    assertThat(shop.apply()).isEqualTo(said.now().cases());

    assertThat(shop.cases())
        .containsExactly(
            "A settled by small-ones 1",
            "B settled by small-ones 1",
            "B2 open",
            "C open",
            "D open");
    for (ShownDryRun.Change each : said.now().stock()) {
      assertThat(each.location()).isEqualTo("shop-floor");
      stock.merge(each.item(), new BigDecimal(each.change()).movePointRight(3), BigDecimal::add);
    }
    assertThat(onHand()).isEqualTo(stock);
    assertThat(PolicyBooks.said(shop.tries("small-ones")))
        .containsExactly("A past compensate", "B past compensate");
    assertThat(shop.apply()).as("once is enough").isZero();
  }

  @Test
  void theSettlementNamesPolicyAndVersionAndSaysWhatItSays() throws SQLException {
    shop.shop.oversells(1, "A");
    shop.inForce("small-ones", PolicyBooks.few(Choice.ACCEPT, 1));
    shop.apply();

    assertThat(books.ask("SELECT UTF8TOSTRING(body) FROM document WHERE type = 'case-settlement'"))
        .singleElement()
        .asString()
        .contains(
            "\"reason\":\"oversell at most 1: accept\"",
            "\"by\":\"policy small-ones, version 1\"",
            "\"rule\":\"small-ones\",\"version\":1}");
  }

  @Test
  void whatAVersionSettledStaysItsOwnWhateverIsWrittenLater() throws SQLException {
    shop.shop.oversells(1, "A");
    assertThat(shop.inForce("p", PolicyBooks.few(Choice.ACCEPT, 1))).isEqualTo(1);
    shop.apply();
    shop.shop.oversells(2, "B");
    assertThat(shop.inForce("p", PolicyBooks.few(Choice.ACCEPT, 2))).isEqualTo(2);
    assertThat(shop.writes("p", PolicyBooks.few(Choice.ACCEPT, 2))).as("said again").isEqualTo(2);
    shop.apply();

    assertThat(shop.cases()).containsExactly("A settled by p 1", "B settled by p 2");
    assertThat(shop.policies().of("p").orElseThrow().versions())
        .extracting(ShownPolicy.Version::state, ShownPolicy.Version::settled)
        .containsExactly(tuple("off", 1L), tuple("on", 1L));
  }

  @Test
  void valueIsWhatTheGoodsCostInTheStore() throws SQLException {
    shop.price("A", null, 100_000);
    shop.price("B", null, 25_000);
    shop.shop.oversells(1, "A");
    shop.shop.oversells(4, "B");
    shop.shop.oversells(1, "UNPRICED");
    shop.inForce("cheap", PolicyBooks.cheap(Choice.ACCEPT, 999));
    shop.apply();
    shop.inForce("cheap", PolicyBooks.cheap(Choice.ACCEPT, 1_000));
    shop.apply();

    assertThat(shop.cases())
        .containsExactly("A settled by cheap 2", "B settled by cheap 2", "UNPRICED open");
  }

  @Test
  void aCaseIsLeftUntilItIsOldEnoughThoughNothingHappens() throws SQLException {
    shop.shop.oversells(1, "A");
    shop.inForce("late", PolicyBooks.after(Duration.ofHours(24), Choice.ACCEPT));

    assertThat(shop.apply()).isZero();
    assertThat(PolicyBooks.said(shop.tries("late"))).containsExactly("A later accept");
    shop.waits(Duration.ofHours(25));
    assertThat(PolicyBooks.said(shop.tries("late"))).containsExactly("A now accept");
    assertThat(shop.apply()).isEqualTo(1);
  }

  @Test
  void aPersonWhoDecidedASecondAgoIsNotOverruled() throws SQLException {
    shop.shop.oversells(1, "A");
    shop.inForce("p", PolicyBooks.few(Choice.COMPENSATE, 1));
    SettleByRule late = asSeenNow("p");
    shop.shop.personAccepts("1-1");

    assertThat(books.write(late)).isFalse();
    assertThat(shop.apply()).isZero();
    assertThat(shop.cases()).containsExactly("A settled");
    assertThat(shop.shop.onHand(Location.SHOP_FLOOR, "A")).isEqualTo("-1000");
  }

  @Test
  void aPolicyThatWasSwitchedOffMeanwhileSettlesNothing() throws SQLException {
    shop.shop.oversells(1, "A");
    int version = shop.inForce("p", PolicyBooks.few(Choice.ACCEPT, 1));
    SettleByRule late = asSeenNow("p");
    shop.switches("p", version, false);

    assertThat(books.write(late)).isFalse();
    shop.inForce("p", PolicyBooks.few(Choice.ACCEPT, 2));
    assertThat(books.write(late)).as("another version is on").isFalse();
    assertThat(shop.cases()).containsExactly("A open");
  }

  @Test
  void aCaseThatHasGrownOverTheRuleIsLeftToAPerson() throws SQLException {
    shop.shop.oversells(1, "A");
    shop.inForce("p", PolicyBooks.few(Choice.ACCEPT, 1));
    SettleByRule late = asSeenNow("p");
    shop.shop.oversells(1, "A");

    assertThat(books.write(late)).isFalse();
    assertThat(shop.apply()).isZero();
    assertThat(shop.cases()).containsExactly("A open");
  }

  @Test
  void whatContradictsAPolicyThatIsOnIsRefusedAndNamesIt() {
    shop.inForce("few", PolicyBooks.few(Choice.ACCEPT, 2));
    int tooMany = shop.writes("rest", PolicyBooks.many(Choice.COMPENSATE, 1));
    int rest = shop.writes("rest", PolicyBooks.many(Choice.COMPENSATE, 2));

    assertThat(shop.switches("rest", tooMany, true))
        .isInstanceOfSatisfying(
            SwitchPolicy.Answer.Contradicts.class,
            refused ->
                assertThat(refused.others()).extracting(Policy::name).containsExactly("few"));
    assertThat(shop.switches("rest", rest, true)).isEqualTo(new SwitchPolicy.Answer.Switched());
    shop.switches("few", 1, false);
    assertThat(shop.switches("rest", tooMany, true)).isEqualTo(new SwitchPolicy.Answer.Switched());
    assertThat(shop.switches("few", 1, true)).isInstanceOf(SwitchPolicy.Answer.Contradicts.class);
    assertThat(shop.switches("rest", 9, true)).isEqualTo(new SwitchPolicy.Answer.Unknown());
  }

  @Test
  void theDryRunSaysWithWhichPoliciesItCannotBeOn() throws SQLException {
    shop.inForce("few", PolicyBooks.few(Choice.ACCEPT, 2));
    shop.writes("rest", PolicyBooks.many(Choice.COMPENSATE, 1));

    assertThat(shop.tries("rest").contradicts()).containsExactly("policy few, version 1");
    assertThat(shop.tries("few").contradicts()).isEmpty();
  }

  @Test
  void whatWasBegunWhenTheProgramDiedGoesOnWithoutSettlingAnythingTwice() throws SQLException {
    for (String item : List.of("A", "B", "C")) {
      shop.shop.oversells(1, item);
    }
    shop.inForce("p", PolicyBooks.few(Choice.COMPENSATE, 1));
    books.run(
        "ALTER TABLE conflict_case ADD CONSTRAINT broken CHECK (subject <> 'B' OR state = 'open')");
    assertThat(shop.apply()).isEqualTo(2);
    assertThat(shop.cases()).containsExactly("A settled by p 1", "B open", "C settled by p 1");

    books.run("ALTER TABLE conflict_case DROP CONSTRAINT broken");
    books.restart();
    shop = new PolicyBooks(books);
    assertThat(shop.apply()).isEqualTo(1);

    assertThat(shop.cases())
        .containsExactly("A settled by p 1", "B settled by p 1", "C settled by p 1");
    assertThat(shop.settlements()).containsExactly("case 1-1 1", "case 1-2 1", "case 1-3 1");
    for (String item : List.of("A", "B", "C")) {
      assertThat(shop.shop.onHand(Location.SHOP_FLOOR, item)).isEqualTo("0");
    }
  }

  @Test
  void goodsThatAreNotInTheBackRoomAreNotFetchedFromThere() throws SQLException {
    shop.shop.receivesInTheBack("A"); // five
    shop.shop.oversells(5, "A");
    shop.shop.oversells(6, "B");
    shop.shop.receivesInTheBack("B");
    shop.inForce("fetch", PolicyBooks.few(Choice.FROM_BACK_ROOM, 9));
    ShownDryRun said = shop.tries("fetch");
    shop.apply();

    assertThat(PolicyBooks.said(said)).containsExactly("A now from-back-room");
    assertThat(shop.cases()).containsExactly("A settled by fetch 1", "B open");
    assertThat(shop.shop.onHand(Location.BACK_ROOM, "A")).isEqualTo("0");
  }

  @Test
  void aPastCaseIsTriedAsItsDocumentsTellIt() throws SQLException {
    shop.shop.receives(3, "A");
    shop.shop.oversells(5, "A"); // two too many
    shop.shop.personAccepts("1-1");
    shop.shop.oversells(1, "B");
    shop.shop.receives(1, "B"); // gone at once
    shop.writes("few", PolicyBooks.few(Choice.COMPENSATE, 2));
    shop.writes("one", PolicyBooks.few(Choice.COMPENSATE, 1));
    shop.writes("late", PolicyBooks.after(Duration.ofHours(1), Choice.COMPENSATE));

    assertThat(PolicyBooks.said(shop.tries("few")))
        .containsExactlyInAnyOrder("A past compensate", "B past compensate");
    assertThat(shop.tries("few").past().stock())
        .contains(new ShownDryRun.Change("shop-floor", "A", "2"));
    assertThat(PolicyBooks.said(shop.tries("one"))).containsExactly("B past compensate");
    assertThat(PolicyBooks.said(shop.tries("late"))).as("closed too soon").isEmpty();
    shop.waits(Duration.ofDays(31));
    assertThat(PolicyBooks.said(shop.tries("few"))).as("long ago").isEmpty();
  }

  private SettleByRule asSeenNow(String name) throws SQLException {
    CasesAtHand.Found seen = shop.shop.cases().open("", 10).getFirst();
    Policy policy = shop.policies().version(name, null).orElseThrow();
    Decision decision =
        Decision.on(seen.atHand().orElseThrow(), List.of(policy), Instant.now()).orElseThrow();
    return new SettleByRule(H2Books.SHOP, seen, decision, TODAY);
  }

  private Map<String, BigDecimal> onHand() throws SQLException {
    Map<String, BigDecimal> onHand = new TreeMap<>();
    for (String row :
        books.ask("SELECT item, quantity_thousandths FROM stock WHERE location = 'shop-floor'")) {
      onHand.put(row.split(" ", 2)[0], new BigDecimal(row.split(" ", 2)[1]));
    }
    return onHand;
  }
}
