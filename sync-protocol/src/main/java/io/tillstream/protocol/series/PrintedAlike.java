package io.tillstream.protocol.series;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Whether two series could ever print one number: with any epoch, year and counter of either. What
 * a series can print is a chain of characters of which some may repeat; two chains are walked at
 * once, and where both can end together there is such a number. Says yes rather once too often than
 * once too rarely (I10). Pure.
 */
final class PrintedAlike {

  /** One character of a number: which it may be, and whether it may stand more often, or not. */
  private record Step(BitSet characters, boolean repeats, boolean optional) {}

  private final List<Step> one;
  private final List<Step> other;

  private PrintedAlike(List<Step> one, List<Step> other) {
    this.one = one;
    this.other = other;
  }

  /** Whether the two could print alike. */
  static boolean may(
      SeriesTemplate one,
      TerminalId terminalOfOne,
      SeriesTemplate other,
      TerminalId terminalOfOther,
      StoreId store) {
    return one.shapes(store, terminalOfOne).stream()
        .anyMatch(
            shape ->
                other.shapes(store, terminalOfOther).stream()
                    .anyMatch(that -> new PrintedAlike(steps(shape), steps(that)).meet()));
  }

  /** Reads a shape: {@code #} is a digit, {@code *} any more digits, everything else itself. */
  private static List<Step> steps(String shape) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < shape.length(); i++) {
      char c = shape.charAt(i);
      switch (c) {
        case '#' -> steps.add(new Step(digits(), false, false));
        case '*' -> steps.add(new Step(digits(), true, true));
        default -> steps.add(new Step(character(c), false, false));
      }
    }
    return steps;
  }

  private static BitSet digits() {
    BitSet digits = new BitSet();
    digits.set('0', '9' + 1);
    return digits;
  }

  private static BitSet character(char c) {
    BitSet one = new BitSet();
    one.set(c);
    return one;
  }

  private boolean meet() {
    int width = other.size() + 1;
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    open.add(0);
    while (!open.isEmpty()) {
      int at = open.remove();
      if (seen.get(at)) {
        continue;
      }
      seen.set(at);
      int i = at / width;
      int j = at % width;
      if (i == one.size() && j == other.size()) {
        return true;
      }
      if (i < one.size() && one.get(i).optional()) {
        open.add((i + 1) * width + j);
      }
      if (j < other.size() && other.get(j).optional()) {
        open.add(i * width + j + 1);
      }
      if (i < one.size()
          && j < other.size()
          && one.get(i).characters().intersects(other.get(j).characters())) {
        for (int nextI : after(i, one.get(i))) {
          for (int nextJ : after(j, other.get(j))) {
            open.add(nextI * width + nextJ);
          }
        }
      }
    }
    return false;
  }

  private static int[] after(int position, Step step) {
    return step.repeats() ? new int[] {position, position + 1} : new int[] {position + 1};
  }
}
