package io.tillstream.store.conflict;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.protocol.document.SettledCase;
import java.util.List;

/**
 * A case as it is shown.
 *
 * @param number its name
 * @param kind what kind
 * @param subject what it is about
 * @param state how it stands
 * @param why it came about, in plain words
 * @param missing how much more was taken than was there, decimal; absent once it is closed
 * @param openedAt ISO instant
 * @param closedAt ISO instant; absent while it is open
 * @param documents that it came about by, in the order in which they came in
 * @param decision what was decided and by whom; absent while it is open, and when it ended by
 *     itself
 * @param endedBy the document with which it ended by itself, else absent
 * @param settlements that fit; absent in lists, and once it is closed
 * @param history what happened, in words; absent in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownCase(
    @JsonProperty("case") String number,
    CaseKind kind,
    String subject,
    CaseState state,
    String why,
    String missing,
    String openedAt,
    String closedAt,
    List<Document> documents,
    Decision decision,
    String endedBy,
    List<Offer> settlements,
    List<Happening> history) {

  /** Whether one of the settlements needs to be told of another store. */
  public boolean asksForAStore() {
    return settlements != null
        && settlements.stream().anyMatch(each -> each.choice() == Choice.TRANSFER);
  }

  /**
   * A document of the case.
   *
   * @param document its name
   * @param type what it is
   * @param number what is printed on it
   * @param quantity how much it took, decimal
   * @param recordedAt by its maker's clock
   * @param receivedAt by the store's clock
   */
  public record Document(
      String document,
      String type,
      String number,
      String quantity,
      String recordedAt,
      String receivedAt) {}

  /**
   * What was decided.
   *
   * @param choice which settlement
   * @param reason why
   * @param by who chose
   * @param document the settlement
   * @param corrects the document whose goods were turned round, else absent
   * @param count the count that was begun, else absent
   * @param expected how the goods stand that are owed since: {@code open} or {@code arrived}; else
   *     absent
   * @param policy that chose; absent when a person did
   * @param version of that policy; absent when a person did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Decision(
      String choice,
      String reason,
      String by,
      String document,
      String corrects,
      String count,
      String expected,
      String policy,
      Integer version) {

    /** What a choice was of, in words that follow it. */
    static String of(SettledCase settled) {
      if (settled.corrects() != null) {
        return " of " + settled.corrects();
      }
      if (settled.expects() != null && settled.expects().from() != null) {
        return " from store " + settled.expects().from();
      }
      return settled.count() == null ? "" : " by count " + settled.count();
    }
  }

  /**
   * A settlement that fits.
   *
   * @param choice its name
   * @param document the one whose goods it turns round, else absent
   * @param does what it does, in plain words
   * @param stock what it changes on hand
   * @param money what it means in money, in plain words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Offer(
      Choice choice, String document, String does, List<Effect> stock, String money) {

    static Offer of(Settlement settlement) {
      return new Offer(
          settlement.choice(),
          settlement.corrects() == null ? null : settlement.corrects().toString(),
          settlement.says(),
          settlement.stock().stream().map(Effect::of).toList(),
          settlement.money());
    }
  }

  /**
   * What becomes of an item.
   *
   * @param location where
   * @param item of what
   * @param before on hand now, decimal
   * @param after on hand then, decimal
   */
  public record Effect(String location, String item, String before, String after) {

    static Effect of(Settlement.Effect effect) {
      return new Effect(
          effect.location().toString(),
          effect.item(),
          effect.before().toString(),
          effect.after().toString());
    }
  }

  /**
   * Something that happened.
   *
   * @param at ISO instant
   * @param what in words
   */
  public record Happening(String at, String what) {}
}
