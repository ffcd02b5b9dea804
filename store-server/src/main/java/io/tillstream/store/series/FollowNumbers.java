package io.tillstream.store.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Follows the numbers of a shared range through one span, rising, and cuts them into stretches. One
 * use, one thread.
 */
final class FollowNumbers {

  private final String range;
  private final Span span;
  private final List<Stretch> stretches = new ArrayList<>();
  private long next;
  private Stretch used;

  /**
   * Numbers that were lent together, or to nobody.
   *
   * @param first the first of them
   * @param last the last one
   * @param terminal to whom they were lent, or null
   * @param epoch to which of its epochs, or null
   * @param free what became of those that are on no document; null when they are none of the range
   * @param detail the same in words, or null
   */
  record Span(
      long first, long last, String terminal, Integer epoch, Stretch.State free, String detail) {}

  FollowNumbers(String range, Span span) {
    this.range = range;
    this.span = span;
    this.next = span.first();
  }

  /**
   * A document bears this number.
   *
   * @param again whether it is known to say again what another one in the books says
   */
  void used(long number, String terminal, int epoch, boolean voided, boolean again) {
    String owner = span.terminal() == null ? terminal : span.terminal();
    Integer life = span.epoch() == null ? (Integer) epoch : span.epoch();
    if (number < next) {
      if (!again) {
        stretches.add(stretch(owner, life, number, number, Stretch.State.REPEATED, null));
      }
      return;
    }
    free(number - 1);
    Stretch.State state = voided ? Stretch.State.VOIDED : Stretch.State.ISSUED;
    boolean goesOn =
        used != null
            && used.state() == state
            && used.terminal().equals(owner)
            && Objects.equals(used.epoch(), life);
    if (!goesOn) {
      end();
    }
    used =
        stretch(
            owner,
            life,
            goesOn ? used.from() : number,
            number,
            state,
            span.terminal() == null ? "no lease of it is remembered" : null);
    next = number + 1;
  }

  /** All of the span. */
  List<Stretch> stretches() {
    free(span.last());
    end();
    return stretches;
  }

  private void free(long to) {
    if (next <= to) {
      end();
      if (span.free() != null) {
        stretches.add(stretch(span.terminal(), span.epoch(), next, to, span.free(), span.detail()));
      }
    }
  }

  private void end() {
    if (used != null) {
      stretches.add(used);
      used = null;
    }
  }

  private Stretch stretch(
      String terminal, Integer epoch, long from, long to, Stretch.State state, String detail) {
    return new Stretch(terminal, epoch, range, null, from, to, state, detail);
  }
}
