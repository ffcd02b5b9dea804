package io.tillstream.protocol.policy;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Which cases are settled without a person, and how. All that it asks for must hold.
 *
 * @param kind of which kind
 * @param groups the item groups that it is about; empty for every item, also one of no group
 * @param quantity how much is missing or too much, in thousandths
 * @param value what that is worth at the store's prices, in minor units
 * @param age how long the case has been open at least
 * @param choice what is done
 */
public record Rule(
    CaseKind kind,
    NavigableSet<String> groups,
    Range quantity,
    Range value,
    Duration age,
    Choice choice) {

  /** Keeps the groups to itself. */
  public Rule {
    groups = Collections.unmodifiableNavigableSet(new TreeSet<>(groups));
  }

  /**
   * What a rule may do about a kind of case; nothing where it is for people alone. That somebody
   * counted again, that a customer is owed goods, that another store is asked or a sale was wrong,
   * is for somebody who has to do with it to say.
   */
  public static Set<Choice> choices(CaseKind kind) {
    return switch (kind) {
      case OVERSELL -> Set.of(Choice.ACCEPT, Choice.FROM_BACK_ROOM, Choice.COMPENSATE);
      case SERIAL -> Set.of(Choice.ACCEPT);
      case TRANSFER -> Set.of(Choice.WAIT, Choice.LOST, Choice.FOUND);
      // What a count includes is for those who were there.
      case COUNT -> Set.of();
      // What is to be called back, or paid back, is for somebody who speaks with the customer.
      case BLOCKED, PRICE -> Set.of(Choice.ACCEPT);
      // Somebody has to create the item, or to tell the customer.
      case UNKNOWN_ITEM, PROMISED -> Set.of();
    };
  }

  /** Whether it is about a case, as it is at a moment. Once it is, waiting does not change that. */
  public boolean matches(AtHand at, Instant now) {
    return matchesOnceOldEnough(at) && !dueAt(at).isAfter(now);
  }

  /** Whether it is about a case that is open for long enough. */
  public boolean matchesOnceOldEnough(AtHand at) {
    return at.conflict().kind() == kind
        && !at.concerned().isEmpty()
        && (groups.isEmpty() || at.isAllOf(groups))
        && quantity.has(at.quantity().thousandths())
        && (value.isAny() || at.value().filter(money -> value.has(money.minor())).isPresent());
  }

  /** When a case is open for long enough. */
  public Instant dueAt(AtHand at) {
    return at.openedAt().plus(age);
  }

  /**
   * Whether there may be a case that both are about and that they settle differently. Every two
   * ages have a later one in common, so age keeps no two rules apart.
   */
  public boolean contradicts(Rule other) {
    boolean isOfSameGroups =
        groups.isEmpty()
            || other.groups.isEmpty()
            || groups.stream().anyMatch(other.groups::contains);
    return kind == other.kind
        && choice != other.choice
        && isOfSameGroups
        && !quantity.and(other.quantity).isEmpty()
        && !value.and(other.value).isEmpty();
  }

  /** What it says, in plain words. */
  public String says(Currency currency) {
    List<String> asks = new ArrayList<>();
    if (!groups.isEmpty()) {
      asks.add("of group " + String.join(" or ", groups));
    }
    said(quantity, amount -> new Quantity(amount).toString()).ifPresent(asks::add);
    said(value, amount -> new Money(amount, currency) + " " + currency)
        .ifPresent(each -> asks.add("worth " + each));
    if (!age.isZero()) {
      asks.add("open for " + said(age));
    }
    return "%s%s: %s"
        .formatted(kind, asks.isEmpty() ? ", every one" : " " + String.join(", ", asks), choice);
  }

  private static Optional<String> said(Range range, LongFunction<String> amount) {
    List<String> bounds = new ArrayList<>();
    if (range.moreThan() != null) {
      bounds.add("more than " + amount.apply(range.moreThan()));
    }
    if (range.atMost() != null) {
      bounds.add("at most " + amount.apply(range.atMost()));
    }
    return bounds.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", bounds));
  }

  private static String said(Duration age) {
    if (age.toMinutes() % 60 != 0) {
      return many(age.toMinutes(), "minute");
    }
    return age.toHours() % 24 == 0 ? many(age.toDays(), "day") : many(age.toHours(), "hour");
  }

  private static String many(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
