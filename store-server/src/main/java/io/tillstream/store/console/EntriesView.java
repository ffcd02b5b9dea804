package io.tillstream.store.console;

import io.tillstream.store.count.ListCounts;
import io.tillstream.store.count.LookAtEntries;
import java.util.List;

/**
 * What the page shows on which people enter what they count.
 *
 * @param entered what was entered a moment ago, or null
 * @param foundOfIt how that item stands by now, or null
 * @param ofTyped how the item in the form stands, when it is counted again; or null
 * @param last what was entered last, the newest first
 * @param left what nobody has entered
 * @param told what was refused, or null
 */
record EntriesView(
    String store,
    ListCounts.Listed count,
    Typed typed,
    LookAtEntries.Entered entered,
    LookAtEntries.Standing foundOfIt,
    LookAtEntries.Standing ofTyped,
    List<Row> last,
    List<Row> left,
    Told told) {

  /**
   * What stands in the form.
   *
   * @param entry its name: sent twice it is entered once
   * @param item its code or its barcode
   * @param round of a recount; null when a person has not asked for one
   * @param each whether every scan is one piece
   */
  record Typed(String entry, String item, String quantity, String by, Integer round, boolean each) {

    Typed under(String other) {
      return new Typed(other, item, quantity, by, round, each);
    }
  }

  /** An item with a way to count it, or to count it again. */
  record Row(String way, LookAtEntries.Entered entered, LookAtEntries.Left left) {}

  /** Whether people still count. */
  public boolean isOpen() {
    return count.state().equals("open");
  }

  /** Which field waits for the keys. */
  public String focus() {
    if (typed.by().isEmpty()) {
      return "by";
    }
    boolean isItemWrong = told != null && !told.field().equals("quantity") && ofTyped == null;
    return typed.item().isEmpty() || isItemWrong ? "item" : "quantity";
  }

  /** The page as it is for one who scans piece by piece, or does not. */
  public String otherWay() {
    return link(count.id(), typed.by(), !typed.each(), "", null);
  }

  /** Where an item is entered; with a round, where it is counted again. */
  static String link(String id, String by, boolean each, String item, Integer round) {
    return "/console/counts/%s/entries?by=%s".formatted(InUrl.of(id), InUrl.of(by))
        + (each ? "&each=true" : "")
        + (item.isEmpty() ? "" : "&item=" + InUrl.of(item))
        + (round == null ? "" : "&round=" + round);
  }
}
