package io.tillstream.store.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A count as it is shown.
 *
 * @param count what it is
 * @param notEntered while it is open: items that nobody has entered, which a full count takes for
 *     missing and a partial one leaves out
 * @param entries while it is open: how often somebody has entered something
 * @param terminals its cut: as it is, or as it would be now
 * @param lines by item
 * @param reviewOpen documents that wait for a person's word
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownCount(
    @JsonUnwrapped ListCounts.Listed count,
    int notEntered,
    Long entries,
    List<Terminal> terminals,
    List<Line> lines,
    long reviewOpen) {

  /**
   * A terminal's place in the cut.
   *
   * @param mark of an open count: {@code marked}, {@code quiet} (no mark, and nothing under way) or
   *     {@code missing}; of a posted one: {@code marked} or {@code unmarked}
   * @param n the last document that is included
   */
  public record Terminal(String terminal, String mark, int epoch, long n) {}

  /**
   * An item.
   *
   * @param onHandAtCut what the books said of it without what came after the count
   * @param variance what is booked, or would be
   * @param restated what was added to that since for documents that came late, or absent
   * @param round how often it was counted; 0 when it was not entered; absent once posted
   * @param beyondLimit whether it is posted only after a recount or with a second person's
   *     approval; absent once posted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String item,
      String counted,
      String onHandAtCut,
      String variance,
      String restated,
      Integer round,
      Boolean beyondLimit) {}

  ShownCount withLines(List<Line> some) {
    return new ShownCount(count, notEntered, entries, terminals, some, reviewOpen);
  }
}
