package io.tillstream.protocol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a policy settles, what it leaves to a person, and which two cannot be in force together. */
class RuleTest {

  private static final Instant NOW = Cases.OPENED;

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "3,false"})
  void aRuleForSmallQuantitiesLeavesLargeOnesToAPerson(int units, boolean settled) {
    Rule rule = Cases.ofUnits(Choice.ACCEPT, null, 2);

    assertThat(rule.matches(Cases.oversold(units), NOW)).isEqualTo(settled);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "4,true", "5,false"}) // 2.50 each
  void valueIsQuantityTimesThePriceOfTheStore(int units, boolean settled) {
    Rule rule = Cases.worth(Choice.ACCEPT, null, 1_000L);

    assertThat(rule.matches(Cases.oversold(units), NOW)).isEqualTo(settled);
  }

  @Test
  void goodsWithoutAPriceAreNeverOfLittleValue() {
    AtHand unpriced = Cases.oversold("LAMP", 1, Map.of(), null);

    assertThat(Cases.worth(Choice.ACCEPT, null, 1_000L).matches(unpriced, NOW)).isFalse();
    assertThat(Cases.every(CaseKind.OVERSELL, Choice.ACCEPT).matches(unpriced, NOW)).isTrue();
  }

  @Test
  void anItemOfNoGroupIsOfNoGroup() {
    AtHand loose = Cases.oversold("NAIL", 1, Map.of(), "1");

    assertThat(Cases.ofGroups(Choice.ACCEPT, "lamps").matches(loose, NOW)).isFalse();
    assertThat(Cases.ofGroups(Choice.ACCEPT, "lamps").matches(Cases.oversold(1), NOW)).isTrue();
    assertThat(Cases.ofGroups(Choice.ACCEPT, "candles").matches(Cases.oversold(1), NOW)).isFalse();
  }

  @Test
  void aTransferIsOfAGroupWhenAllThatDidNotComeIs() {
    Map<String, String> groups = Map.of("A", "lamps", "B", "candles");
    Rule lamps =
        new Rule(
            CaseKind.TRANSFER,
            new TreeSet<>(Set.of("lamps")),
            Range.ANY,
            Range.ANY,
            Duration.ZERO,
            Choice.LOST);

    assertThat(lamps.matches(Cases.lost(Map.of("A", 1), groups), NOW)).isTrue();
    assertThat(lamps.matches(Cases.lost(Map.of("A", 1, "B", 1), groups), NOW)).isFalse();
    assertThat(lamps.matches(Cases.lost(Map.of("A", 1, "C", 1), groups), NOW)).isFalse();
    assertThat(Cases.lost(Map.of("A", 1, "B", 2), groups).quantity())
        .isEqualTo(Quantity.ofUnits(3));
  }

  @Test
  void whatIsOpenForTooShortATimeIsLeftUntilItIsOldEnough() {
    Rule rule = Cases.after(Duration.ofHours(24), Choice.ACCEPT);
    AtHand at = Cases.oversold(1);

    assertThat(rule.matches(at, Cases.OPENED.plus(Duration.ofHours(24)).minusMillis(1))).isFalse();
    assertThat(rule.matches(at, Cases.OPENED.plus(Duration.ofHours(24)))).isTrue();
    assertThat(rule.dueAt(at)).isEqualTo(Cases.OPENED.plus(Duration.ofHours(24)));
  }

  @Test
  void whatIsSquareAgainIsNothingToSettle() {
    assertThat(Cases.every(CaseKind.OVERSELL, Choice.ACCEPT).matches(Cases.oversold(0), NOW))
        .isFalse();
  }

  @Test
  void aChoiceThatDoesNotFitIsLeftToAPerson() {
    Policy fetch = new Policy("fetch", 1, Cases.every(CaseKind.OVERSELL, Choice.FROM_BACK_ROOM));

    assertThat(Decision.on(Cases.oversold(10), List.of(fetch), NOW)).isPresent();
    assertThat(Decision.on(Cases.oversold(11), List.of(fetch), NOW)).isEmpty();
  }

  @Test
  void ofTwoThatSayTheSameTheFirstByNameIsNamed() {
    Policy all = new Policy("b", 1, Cases.every(CaseKind.OVERSELL, Choice.ACCEPT));
    Policy few = new Policy("a", 7, Cases.ofUnits(Choice.ACCEPT, null, 2));

    assertThat(all.contradicted(List.of(few))).isEmpty();
    assertThat(Decision.on(Cases.oversold(1), List.of(all, few), NOW).orElseThrow().policy())
        .isEqualTo(few);
    assertThat(Decision.on(Cases.oversold(3), List.of(all, few), NOW).orElseThrow().policy())
        .isEqualTo(all);
  }

  @Test
  void salesThatDidNotGoByTheCatalogueAreAboutWhatTheySold() {
    for (AtHand at : List.of(Cases.soldThoughBlocked(3), Cases.soldAtAnotherPrice(3))) {
      assertThat(at.concerned()).isEqualTo(Map.of("LAMP", Quantity.ofUnits(3)));
      assertThat(at.value().orElseThrow().minor()).isEqualTo(750);
      Rule accept = Cases.every(at.conflict().kind(), Choice.ACCEPT);
      assertThat(Decision.on(at, List.of(new Policy("a", 1, accept)), NOW)).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void whatARuleMayChooseIsWhatFitsSomeCaseOfTheKind(CaseKind kind) {
    List<AtHand> all =
        List.of(
            Cases.oversold(1),
            Cases.soldTwice(),
            Cases.lost(Map.of("A", 1), Map.of()),
            Cases.soldThoughBlocked(2),
            Cases.soldAtAnotherPrice(2));
    List<String> fitting =
        all.stream()
            .filter(at -> at.conflict().kind() == kind)
            .flatMap(at -> Settlement.fitting(at.conflict()).stream())
            .map(settlement -> settlement.choice().toString())
            .toList();

    assertThat(
            Rule.choices(kind).stream().map(Choice::toString).filter(each -> !each.equals("found")))
        .isSubsetOf(fitting)
        .doesNotContain(Choice.COUNTED_AGAIN.toString());
  }

  @Test
  void rulesThatShareABoundShareNoAmount() {
    Rule few = Cases.ofUnits(Choice.ACCEPT, null, 2);

    assertThat(few.contradicts(Cases.ofUnits(Choice.COMPENSATE, 2, null))).isFalse();
    assertThat(few.contradicts(Cases.ofUnits(Choice.COMPENSATE, 1, null))).isTrue();
    assertThat(few.contradicts(Cases.ofUnits(Choice.ACCEPT, 1, null))).isFalse();
    assertThat(few.contradicts(Cases.worth(Choice.COMPENSATE, null, 5L))).isTrue();
    assertThat(
            Cases.ofGroups(Choice.ACCEPT, "a", "b")
                .contradicts(Cases.ofGroups(Choice.COMPENSATE, "c")))
        .isFalse();
    assertThat(
            Cases.ofGroups(Choice.ACCEPT, "a", "b")
                .contradicts(Cases.ofGroups(Choice.COMPENSATE, "b")))
        .isTrue();
    assertThat(few.contradicts(Cases.every(CaseKind.SERIAL, Choice.ACCEPT))).isFalse();
  }

  @Test
  void ageKeepsNoTwoRulesApart() {
    Rule soon = Cases.after(Duration.ZERO, Choice.ACCEPT);

    assertThat(soon.contradicts(Cases.after(Duration.ofDays(30), Choice.COMPENSATE))).isTrue();
  }

  @Test
  void aVersionDoesNotContradictAnotherOfTheSameName() {
    Policy second = new Policy("a", 2, Cases.every(CaseKind.OVERSELL, Choice.COMPENSATE));
    Policy first = new Policy("a", 1, Cases.every(CaseKind.OVERSELL, Choice.ACCEPT));
    Policy other = new Policy("b", 1, Cases.every(CaseKind.OVERSELL, Choice.ACCEPT));

    assertThat(second.contradicted(List.of(other, first))).containsExactly(other);
  }

  @Test
  void itSaysInPlainWordsWhatItDoes() {
    Rule rule =
        new Rule(
            CaseKind.OVERSELL,
            new TreeSet<>(Set.of("lamps", "candles")),
            Range.of(null, Quantity.ofUnits(2)),
            new Range(100L, 1_050L),
            Duration.ofHours(36),
            Choice.COMPENSATE);

    assertThat(rule.says(Cases.POUNDS))
        .isEqualTo(
            "oversell of group candles or lamps, at most 2, worth more than 1.00 GBP and at most"
                + " 10.50 GBP, open for 36 hours: compensate");
    assertThat(Cases.every(CaseKind.SERIAL, Choice.ACCEPT).says(Cases.POUNDS))
        .isEqualTo("serial, every one: accept");
  }

  @Test
  void settlementsAddUp() {
    Tally tally = new Tally(Cases.POUNDS);
    Policy fetch = new Policy("fetch", 1, Cases.every(CaseKind.OVERSELL, Choice.FROM_BACK_ROOM));
    Policy find = new Policy("find", 1, Cases.every(CaseKind.OVERSELL, Choice.COMPENSATE));
    for (Policy policy : List.of(fetch, find)) {
      AtHand at = Cases.oversold(2);
      tally.add(at, Decision.on(at, List.of(policy), NOW).orElseThrow().settlement());
    }

    assertThat(tally.cases()).isEqualTo(2);
    assertThat(tally.stock())
        .isEqualTo(
            Map.of(
                new Tally.Place(Location.SHOP_FLOOR, "LAMP"), Quantity.ofUnits(4),
                new Tally.Place(Location.BACK_ROOM, "LAMP"), Quantity.ofUnits(-2)));
    assertThat(tally.worth()).hasToString("5.00");
    assertThat(tally.goods()).hasToString("10.00");
  }
}
