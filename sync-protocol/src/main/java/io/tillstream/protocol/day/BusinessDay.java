package io.tillstream.protocol.day;

import java.time.LocalDate;

/**
 * Where a terminal stands in the calendar of its shop. It never goes back, whatever a clock says
 * (I20). Where days are closed, a date is opened by the first document after a close and ended by
 * the next close, never by a clock. Where none has ever been closed, as with a till app that does
 * not know of it, the date follows the clock forward. Immutable.
 *
 * @param open the date that documents count for now, or null between a close and the next document
 * @param closed the last date that was closed, or null before the first close
 */
public record BusinessDay(LocalDate open, LocalDate closed) {

  /** Before the first document. */
  public static final BusinessDay START = new BusinessDay(null, null);

  /**
   * The date that the next document counts for.
   *
   * @param clock the date that the terminal's clock shows; heeded when a date is opened and before
   *     the first close, and only as far as it leads forward
   */
  public LocalDate at(LocalDate clock) {
    if (open != null) {
      return closed == null && clock.isAfter(open) ? clock : open;
    }
    return closed == null || clock.isAfter(closed) ? clock : closed.plusDays(1);
  }

  /** The date that a close ends when it names none: the open one, also after midnight. */
  public LocalDate toClose(LocalDate clock) {
    return open == null ? at(clock) : open;
  }

  /** With the date opened that the next document counts for. */
  public BusinessDay opened(LocalDate clock) {
    return new BusinessDay(at(clock), closed);
  }

  /** Whether this date can be closed now: it lies neither before the open nor at a closed one. */
  public boolean canClose(LocalDate date) {
    return (open == null || !date.isBefore(open)) && (closed == null || date.isAfter(closed));
  }

  /**
   * With this date closed.
   *
   * @throws IllegalArgumentException when it cannot be
   */
  public BusinessDay closed(LocalDate date) {
    if (!canClose(date)) {
      throw new IllegalArgumentException(date + " cannot be closed at " + this);
    }
    return new BusinessDay(null, date);
  }
}
