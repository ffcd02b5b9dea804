package io.tillstream.store.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.policy.AtHand;
import io.tillstream.protocol.policy.Tally;
import io.tillstream.store.conflict.CasesAtHand;
import io.tillstream.store.conflict.ShownCase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a version of a policy would do.
 *
 * @param policy its name
 * @param version which version
 * @param says what it does, in plain words
 * @param days how many days back closed cases were looked at
 * @param contradicts the policies because of which it cannot be switched on
 * @param now what it would settle as soon as it is switched on
 * @param later what it would settle once the cases are old enough, if they are open then
 * @param past what it would have settled
 * @param left how many cases it would leave to a person
 * @param unknown how many closed cases say too little to tell
 * @param cases those that it would settle, or would have settled
 */
public record ShownDryRun(
    String policy,
    int version,
    String says,
    int days,
    List<String> contradicts,
    Total now,
    Total later,
    Total past,
    int left,
    int unknown,
    List<Tried> cases) {

  /** When a policy would settle a case. */
  public enum When {
    /** As soon as it is switched on. */
    NOW,
    /** Once the case is old enough. */
    LATER,
    /** It would have, before the case was closed. */
    PAST;

    @Override
    @JsonValue
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What settlements come to.
   *
   * @param cases how many
   * @param stock what changes on hand
   * @param worth what that is worth at the store's prices, decimal
   * @param goods what the goods that the cases are about are worth, decimal. No settlement moves
   *     money
   */
  public record Total(int cases, List<Change> stock, String worth, String goods) {

    static Total of(Tally tally) {
      return new Total(
          tally.cases(),
          tally.stock().entrySet().stream()
              .map(
                  each ->
                      new Change(
                          each.getKey().location().toString(),
                          each.getKey().item(),
                          each.getValue().toString()))
              .toList(),
          tally.worth().toString(),
          tally.goods().toString());
    }
  }

  /**
   * What changes on hand.
   *
   * @param location where
   * @param item of what
   * @param change decimal, negative when it is less
   */
  public record Change(String location, String item, String change) {}

  /**
   * A case that it would settle, or would have settled.
   *
   * @param number the case's name
   * @param kind what kind
   * @param subject what it is about
   * @param state how the case stands
   * @param when now, later or past
   * @param at when it would settle it or would have, ISO instant
   * @param choice what it would do
   * @param does what that means, in plain words
   * @param stock what changes on hand
   * @param quantity how much the case is about, decimal
   * @param worth what that is worth at the store's prices, decimal; absent without a price
   * @param money what the settlement means in money, in plain words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tried(
      @JsonProperty("case") String number,
      CaseKind kind,
      String subject,
      String state,
      When when,
      String at,
      Choice choice,
      String does,
      List<ShownCase.Effect> stock,
      String quantity,
      String worth,
      String money) {

    static Tried of(
        CasesAtHand.Found found, AtHand at, Settlement settlement, When when, Instant moment) {
      return new Tried(
          found.number(),
          found.kind(),
          found.subject(),
          found.state(),
          when,
          moment.toString(),
          settlement.choice(),
          settlement.says(),
          settlement.stock().stream()
              .map(
                  effect ->
                      new ShownCase.Effect(
                          effect.location().toString(),
                          effect.item(),
                          effect.before().toString(),
                          effect.after().toString()))
              .toList(),
          at.quantity().toString(),
          at.value().map(Money::toString).orElse(null),
          settlement.money());
    }
  }
}
