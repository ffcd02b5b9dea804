package io.tillstream.protocol.layer;

import java.util.Map;
import java.util.Optional;

/**
 * What a row of the store is and whose word that is. Pure.
 *
 * @param row as the store sells by it; empty when there is none
 * @param owner empty when head office has no word in it: then it is the store's alone
 */
public record Settled(Optional<Entry.Present> row, Optional<Owner> owner) {

  /**
   * What head office says of a row: the highest of its layers that says anything.
   *
   * @param layer which
   * @param entry what
   */
  public record Said(Layer layer, Entry entry) {

    /** Of what each layer says. */
    public static Optional<Said> highest(Map<Layer, Entry> entries) {
      return Layer.OF_HEAD_OFFICE.reversed().stream()
          .filter(entries::containsKey)
          .findFirst()
          .map(layer -> new Said(layer, entries.get(layer)));
    }
  }

  /**
   * After head office has said something new, or nothing any more.
   *
   * <p>A row that the store had before head office spoke of it stays the store's own, unless both
   * say the same. What the store has written over, or blocked, stays so until the store gives it
   * back.
   *
   * @param said by head office now
   * @param before the row as the store has it, and whose word it is
   */
  public static Settled after(Optional<Said> said, Settled before) {
    if (before.owner.isPresent() && before.owner.get().layer() == Layer.OWN) {
      boolean isAlone = said.isEmpty() && !before.owner.get().withheld();
      return isAlone ? new Settled(before.row, Optional.empty()) : before;
    }
    boolean isOurs = before.owner.isEmpty() && before.row.isPresent();
    if (isOurs) {
      return said.map(word -> written(before.row, word)).orElse(before);
    }
    return said.map(Settled::asSaid).orElse(new Settled(Optional.empty(), Optional.empty()));
  }

  /**
   * After the store has written a row itself, or removed it. What is as head office says it is head
   * office's again.
   *
   * @param row as it is now; empty when it was removed
   */
  public static Settled written(Optional<Entry.Present> row, Optional<Said> said) {
    return said.map(word -> written(row, word)).orElse(new Settled(row, Optional.empty()));
  }

  /** After the store has given a row back, that it had written over or blocked. */
  public static Settled givenBack(Optional<Said> said) {
    return said.map(Settled::asSaid).orElse(new Settled(Optional.empty(), Optional.empty()));
  }

  private static Settled written(Optional<Entry.Present> row, Said said) {
    Settled asSaid = asSaid(said);
    if (asSaid.row.equals(row)) {
      return asSaid;
    }
    return new Settled(row, Optional.of(row.isPresent() ? Owner.OWN : Owner.OWN_BLOCK));
  }

  private static Settled asSaid(Said said) {
    return switch (said.entry()) {
      case Entry.Present row ->
          new Settled(Optional.of(row), Optional.of(new Owner(said.layer(), false)));
      case Entry.Withheld withheld ->
          new Settled(Optional.empty(), Optional.of(new Owner(said.layer(), true)));
    };
  }
}
