package io.tillstream.store.console;

import io.tillstream.store.count.ListCounts;
import io.tillstream.store.count.ShownCount;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the page of a count shows.
 *
 * @param store its name
 * @param head the count
 * @param count all that is known of it
 * @param lines the first ones: those beyond the limit, then others with a variance, then the rest
 * @param isWhole whether those are all
 * @param beyond how many of all need a recount or a second person
 * @param limit from which variance on that is
 * @param missing terminals that may have documents under way, with commas between; or empty
 * @param review what waits for a person's word, or has had it
 * @param typed what stands in the forms
 * @param told what was refused, or null
 */
record CountView(
    String store,
    CountsPagesResource.CountRow head,
    ShownCount count,
    List<LineRow> lines,
    boolean isWhole,
    long beyond,
    String limit,
    String missing,
    List<ListCounts.Reviewed> review,
    Typed typed,
    Told told) {

  // Who has more than that reads /api/counts.
  private static final int LINES_SHOWN_MAX = 500;

  /**
   * What stands in the forms.
   *
   * @param by who counted, or whose word it is
   */
  record Typed(String by, String approvedBy, boolean acceptUnmarked) {

    static final Typed NOTHING = new Typed("", "", false);
  }

  /**
   * An item in a table.
   *
   * @param restated what was added to the variance since, or empty
   * @param note what is to be said of it, or empty
   * @param beyond whether it needs a recount or a second person
   * @param again where it is counted again; null when it is not entered, or the count has ended
   */
  record LineRow(
      String item,
      String counted,
      String onHandAtCut,
      String variance,
      String restated,
      String note,
      boolean beyond,
      String again) {

    static LineRow of(ShownCount.Line line, ListCounts.Listed count) {
      int round = line.round() == null ? 1 : line.round();
      boolean isEntered = count.state().equals("open") && round > 0;
      return new LineRow(
          line.item(),
          line.counted(),
          line.onHandAtCut(),
          line.variance(),
          line.restated() == null ? "" : line.restated(),
          round == 0 ? "not entered" : round == 1 ? "" : "counted %d times".formatted(round),
          Boolean.TRUE.equals(line.beyondLimit()),
          isEntered ? EntriesView.link(count.id(), "", false, line.item(), round + 1) : null);
    }
  }

  static CountView of(
      String store,
      ShownCount shown,
      List<ListCounts.Reviewed> review,
      String limit,
      Typed typed,
      Told told) {
    List<LineRow> lines =
        shown.lines().stream()
            .sorted(Comparator.comparing(CountView::rank))
            .limit(LINES_SHOWN_MAX)
            .map(line -> LineRow.of(line, shown.count()))
            .toList();
    return new CountView(
        store,
        CountsPagesResource.CountRow.of(shown.count()),
        shown,
        lines,
        lines.size() == shown.lines().size(),
        shown.lines().stream().filter(line -> rank(line) == 0).count(),
        limit,
        shown.terminals().stream()
            .filter(terminal -> terminal.mark().equals("missing"))
            .map(ShownCount.Terminal::terminal)
            .collect(Collectors.joining(", ")),
        review,
        typed,
        told);
  }

  /** Whether people still count. */
  public boolean isOpen() {
    return head.state().equals("open");
  }

  /** Whether it is in the books. */
  public boolean isPosted() {
    return head.state().equals("posted");
  }

  private static int rank(ShownCount.Line line) {
    boolean isEven = line.variance().equals("0") && line.restated() == null;
    return Boolean.TRUE.equals(line.beyondLimit()) ? 0 : isEven ? 2 : 1;
  }
}
