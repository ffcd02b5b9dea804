package io.tillstream.store.policy;

import io.tillstream.platform.problem.Faults;
import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.money.InvalidAmount;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.protocol.policy.Range;
import io.tillstream.protocol.policy.Rule;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what people say of policies, and finds every fault at once. One use, one thread.
 *
 * @param faults where faults are gathered
 * @param currency of the store
 */
record ReadPolicy(Faults faults, Currency currency) {

  private static final int GROUPS_MAX = 20;
  private static final int GROUP_LENGTH_MAX = 64;
  private static final int BY_LENGTH_MAX = 64;
  private static final int AGE_HOURS_MAX = 8_760; // a year

  /** A policy's name. */
  String name(String value) {
    if (value == null || !Policy.NAME.matcher(value).matches()) {
      fault("name", "must be 1 to 32 small letters, digits and hyphens");
    }
    return value;
  }

  /** Who says so. */
  String by(String value) {
    String by = value == null ? "" : value.strip();
    if (by.isEmpty() || by.length() > BY_LENGTH_MAX || !PlainText.is(by)) {
      fault("by", "must be given, in 1 to " + BY_LENGTH_MAX + " printable characters");
    }
    return by;
  }

  /** What a policy says; of no use when there are faults. */
  Rule rule(PolicyBody body) {
    Optional<CaseKind> kind =
        body.kind() == null
            ? Optional.empty()
            : CaseKind.find(body.kind()).filter(each -> !Rule.choices(each).isEmpty());
    if (kind.isEmpty()) {
      fault(
          "kind",
          "must be one of "
              + said(Stream.of(CaseKind.values()).filter(each -> !Rule.choices(each).isEmpty())));
    }
    Optional<Choice> choice = body.choice() == null ? Optional.empty() : Choice.find(body.choice());
    if (kind.isPresent()
        && choice.filter(each -> Rule.choices(kind.get()).contains(each)).isEmpty()) {
      fault("choice", "must be one of " + said(Rule.choices(kind.get()).stream()));
    }
    Range quantity =
        range(
            "quantity",
            body.quantityMoreThan(),
            body.quantityAtMost(),
            decimal -> Quantity.of(decimal).thousandths());
    if (!quantity.isAny() && kind.filter(each -> each == CaseKind.SERIAL).isPresent()) {
      fault("quantityAtMost", "says nothing of a case of one piece");
    }
    Range value =
        range(
            "value",
            body.valueMoreThan(),
            body.valueAtMost(),
            decimal -> Money.of(decimal, currency).minor());
    return new Rule(
        kind.orElse(CaseKind.OVERSELL),
        groups(body),
        quantity,
        value,
        age(body.ageHours()),
        choice.orElse(Choice.ACCEPT));
  }

  private NavigableSet<String> groups(PolicyBody body) {
    NavigableSet<String> groups = new TreeSet<>();
    if (body.groups() == null) {
      return groups;
    }
    if (body.groups().size() > GROUPS_MAX) {
      fault("groups", "are more than " + GROUPS_MAX);
      return groups;
    }
    for (String group : body.groups()) {
      if (group == null
          || group.isBlank()
          || group.length() > GROUP_LENGTH_MAX
          || !group.equals(group.strip())
          || !PlainText.is(group)) {
        fault("groups", "has '%s', which no group can be called".formatted(group));
      } else {
        groups.add(group);
      }
    }
    return groups;
  }

  private Range range(
      String name, String moreThan, String atMost, Function<BigDecimal, Long> read) {
    Range range =
        new Range(amount(name + "MoreThan", moreThan, read), amount(name + "AtMost", atMost, read));
    if (range.isEmpty()) {
      fault(name + "AtMost", "must be more than " + name + "MoreThan");
    }
    return range;
  }

  private Long amount(String field, String value, Function<BigDecimal, Long> read) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (!value.matches("[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      fault(field, "is no amount");
      return null;
    }
    try {
      return read.apply(new BigDecimal(value));
    } catch (InvalidAmount e) {
      faults.add(
          switch (e.reason()) {
            case TOO_MANY_DECIMALS -> ProblemCode.TOO_MANY_DECIMALS;
            case OUT_OF_RANGE -> ProblemCode.OUT_OF_RANGE;
          },
          field,
          e.getMessage());
      return null;
    }
  }

  private Duration age(Integer hours) {
    if (hours == null) {
      return Duration.ZERO;
    }
    if (hours < 0 || hours > AGE_HOURS_MAX) {
      fault("ageHours", "must be from 0 to " + AGE_HOURS_MAX);
    }
    return Duration.ofHours(hours);
  }

  private static String said(Stream<?> all) {
    return all.map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private void fault(String field, String detail) {
    faults.add(ProblemCode.INVALID_FIELD, field, detail);
  }
}
