package io.tillstream.protocol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random rules and random cases: whatever is in force, a case has one end. */
class PolicyPropertyTest {

  private static final int SHOPS = 20_000;
  private static final List<String> GROUPS = List.of("a", "b", "c");
  private static final List<Choice> CHOICES = List.of(Choice.ACCEPT, Choice.COMPENSATE);
  private static final int UNITS_MAX = 6;

  @Test
  void twoRulesThatSettleOneCaseDifferentlyContradictEachOther() {
    int differed = 0;
    for (long seed = 0; seed < SHOPS; seed++) {
      Random random = new Random(seed);
      Rule one = rule(random);
      Rule other = rule(random);
      AtHand at = oversold(random);
      Instant now = moment(random);
      boolean differ =
          one.matches(at, now) && other.matches(at, now) && one.choice() != other.choice();
      if (differ) {
        differed++;
        assertThat(one.contradicts(other)).as("seed %d", seed).isTrue();
      }
      assertThat(one.contradicts(other)).isEqualTo(other.contradicts(one));
    }
    assertThat(differed).isGreaterThan(SHOPS / 200);
  }

  @Test
  void rulesThatContradictEachOtherHaveACaseThatTheySettleDifferently() {
    int contradicted = 0;
    for (long seed = 0; seed < SHOPS; seed++) {
      Random random = new Random(seed);
      Rule one = rule(random);
      Rule other = rule(random);
      if (one.contradicts(other)) {
        contradicted++;
        AtHand at = witness(one, other);
        Instant late = Cases.OPENED.plus(Duration.ofDays(365));
        assertThat(one.matches(at, late)).as("seed %d: %s", seed, one).isTrue();
        assertThat(other.matches(at, late)).as("seed %d: %s", seed, other).isTrue();
      }
    }
    assertThat(contradicted).isGreaterThan(SHOPS / 100);
  }

  @Test
  void inWhateverOrderPoliciesAreAskedTheyDecideTheSame() {
    int decided = 0;
    for (long seed = 0; seed < SHOPS; seed++) {
      Random random = new Random(seed);
      List<Policy> inForce = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Policy next = new Policy("p" + random.nextInt(5), i + 1, rule(random));
        if (next.contradicted(inForce).isEmpty()) {
          inForce.removeIf(each -> each.name().equals(next.name()));
          inForce.add(next);
        }
      }
      AtHand at = oversold(random);
      Instant now = moment(random);
      Optional<Decision> first = Decision.on(at, inForce, now);
      Collections.shuffle(inForce, random);

      assertThat(Decision.on(at, inForce, now)).as("seed %d", seed).isEqualTo(first);
      for (Policy each : inForce) {
        if (each.rule().matches(at, now)) {
          assertThat(each.rule().choice())
              .as("seed %d", seed)
              .isEqualTo(first.orElseThrow().settlement().choice());
        }
      }
      decided += first.isPresent() ? 1 : 0;
    }
    assertThat(decided).isGreaterThan(SHOPS / 100);
  }

  @Test
  void whatIsSettledNowWouldBeSettledLaterToo() {
    for (long seed = 0; seed < SHOPS; seed++) {
      Random random = new Random(seed);
      Rule rule = rule(random);
      AtHand at = oversold(random);
      Instant now = moment(random);

      if (rule.matches(at, now)) {
        assertThat(rule.matches(at, now.plusSeconds(random.nextInt(1_000_000))))
            .as("seed %d", seed)
            .isTrue();
      }
    }
  }

  private static Rule rule(Random random) {
    TreeSet<String> groups = new TreeSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      groups.add(GROUPS.get(random.nextInt(GROUPS.size())));
    }
    return new Rule(
        CaseKind.OVERSELL,
        groups,
        range(random, 1_000, UNITS_MAX - 1),
        range(random, 50, 20),
        Duration.ofHours(random.nextInt(3)),
        CHOICES.get(random.nextInt(CHOICES.size())));
  }

  private static Range range(Random random, long step, int most) {
    Long low = random.nextBoolean() ? null : (Long) (random.nextInt(most) * step);
    Long high =
        random.nextBoolean()
            ? null
            : (Long) ((low == null ? 0 : low) + (1 + random.nextInt(most)) * step);
    return new Range(low, high);
  }

  private static AtHand oversold(Random random) {
    String group = random.nextInt(4) == 0 ? null : GROUPS.get(random.nextInt(GROUPS.size()));
    String price = random.nextInt(4) == 0 ? null : "0." + (10 + random.nextInt(90));
    return Cases.oversold(
        "X", random.nextInt(UNITS_MAX), group == null ? Map.of() : Map.of("X", group), price);
  }

  private static Instant moment(Random random) {
    return Cases.OPENED.plus(Duration.ofMinutes(random.nextInt(180)));
  }

  /** A case in the midst of what both are about. */
  private static AtHand witness(Rule one, Rule other) {
    String group =
        one.groups().isEmpty()
            ? other.groups().isEmpty() ? "a" : other.groups().first()
            : one.groups().stream()
                .filter(each -> other.groups().isEmpty() || other.groups().contains(each))
                .findFirst()
                .orElseThrow();
    Range quantity = one.quantity().and(other.quantity());
    Range value = one.value().and(other.value());
    long units = quantity.moreThan() == null ? 1 : quantity.moreThan() / 1_000 + 1;
    long minor = value.moreThan() == null ? 1 : value.moreThan() + 1;
    BigDecimal price =
        BigDecimal.valueOf(minor, 2).divide(BigDecimal.valueOf(units), 4, RoundingMode.HALF_UP);
    return Cases.oversold("X", Math.toIntExact(units), Map.of("X", group), price.toPlainString());
  }
}
