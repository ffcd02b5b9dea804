package io.tillstream.store.console;

import io.tillstream.store.series.Stretch;
import java.util.Objects;

/**
 * Numbers with one fate, in the table.
 *
 * @param epoch in which life of the terminal's journal, or empty where nobody knows
 * @param series the series, or the shared range
 * @param period the year within which they count, or empty
 * @param from the first
 * @param to the last, or empty where no end is known
 * @param state what became of them, in words
 * @param detail the printed number of the first, or why; may be empty
 */
record NumbersRow(
    String epoch, String series, String period, long from, String to, String state, String detail) {

  static NumbersRow of(Stretch stretch) {
    return new NumbersRow(
        Objects.toString(stretch.epoch(), ""),
        stretch.series(),
        Objects.toString(stretch.period(), ""),
        stretch.from(),
        Objects.toString(stretch.to(), ""),
        inWords(stretch.state()),
        Objects.toString(stretch.detail(), ""));
  }

  private static String inWords(Stretch.State state) {
    return switch (state) {
      case ISSUED -> "issued";
      case VOIDED -> "voided";
      case REPEATED -> "printed twice";
      case BROUGHT_ANEW -> "in the books under another number";
      case MISSING -> "missing";
      case NOT_YET_RECEIVED -> "not yet received";
      case LOST -> "lost";
      case CLOSED -> "epoch closed";
      case LEASED -> "lent";
      case LEASED_UNUSED -> "lent, never used";
      case SKIPPED -> "in no lease";
      case NOT_LENT -> "not lent yet";
    };
  }
}
