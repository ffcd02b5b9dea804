package io.tillstream.store.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.protocol.policy.Range;
import io.tillstream.protocol.policy.Rule;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/**
 * A policy as it is shown.
 *
 * @param name its name
 * @param on the version by which cases are settled; absent when none is
 * @param versions the oldest first
 * @param history who switched what, the oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownPolicy(String name, Integer on, List<Version> versions, List<Switched> history) {

  static ShownPolicy of(String name, List<Version> versions, List<Switched> history) {
    Integer on =
        versions.stream()
            .filter(version -> version.state().equals("on"))
            .map(Version::version)
            .findFirst()
            .orElse(null);
    return new ShownPolicy(name, on, versions, history);
  }

  /** The one that was written last. */
  public Version newest() {
    return versions.getLast();
  }

  /** What the version that is on does, or the newest one when none is. */
  public String inWords() {
    return versions.stream()
        .filter(version -> on != null && version.version() == on)
        .findFirst()
        .orElseGet(versions::getLast)
        .says();
  }

  /**
   * A version.
   *
   * @param version its number
   * @param state draft, on, or off: it was on before
   * @param says what it does, in plain words
   * @param kind of cases
   * @param groups that it is about; empty for every item
   * @param quantityMoreThan decimal; absent for no bound
   * @param quantityAtMost decimal; absent for no bound
   * @param valueMoreThan decimal; absent for no bound
   * @param valueAtMost decimal; absent for no bound
   * @param ageHours how long a case has to be open
   * @param choice what is done
   * @param madeAt ISO instant
   * @param madeBy who wrote it
   * @param settled how many cases it has settled
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Version(
      int version,
      String state,
      String says,
      CaseKind kind,
      List<String> groups,
      String quantityMoreThan,
      String quantityAtMost,
      String valueMoreThan,
      String valueAtMost,
      long ageHours,
      Choice choice,
      String madeAt,
      String madeBy,
      long settled) {

    static Version of(
        Policy policy, Currency currency, String state, Instant madeAt, String by, long settled) {
      Rule rule = policy.rule();
      Range quantity = rule.quantity();
      Range value = rule.value();
      return new Version(
          policy.version(),
          state,
          rule.says(currency),
          rule.kind(),
          List.copyOf(rule.groups()),
          quantity.moreThan() == null ? null : new Quantity(quantity.moreThan()).toString(),
          quantity.atMost() == null ? null : new Quantity(quantity.atMost()).toString(),
          value.moreThan() == null ? null : new Money(value.moreThan(), currency).toString(),
          value.atMost() == null ? null : new Money(value.atMost(), currency).toString(),
          rule.age().toHours(),
          rule.choice(),
          madeAt.toString(),
          by,
          settled);
    }
  }

  /**
   * Somebody switched it.
   *
   * @param version which
   * @param on on or off
   * @param at ISO instant
   * @param by who
   */
  public record Switched(int version, boolean on, String at, String by) {}
}
