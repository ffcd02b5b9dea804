package io.tillstream.store.series;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Consecutive numbers with one fate.
 *
 * @param terminal whose; absent for numbers of a shared range that nobody is known to hold
 * @param epoch in which life of its journal; absent with it
 * @param series the series, or the shared range
 * @param period the year within which they count, or absent
 * @param from the first counter
 * @param to the last one; absent where no end is known
 * @param state what became of them
 * @param detail the printed number of the first, or why, in words; may be absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stretch(
    String terminal,
    Integer epoch,
    String series,
    Integer period,
    long from,
    Long to,
    State state,
    String detail) {

  /** What became of numbers. */
  public enum State {
    /** On a document that the store holds. */
    ISSUED,
    /** On a document that the store holds, and that was voided. It keeps the number. */
    VOIDED,
    /** Printed twice: two documents claim it, or the place where it was printed. */
    REPEATED,
    /** Printed in a former journal, and in the books on another document that stands for it. */
    BROUGHT_ANEW,
    /** Not on any document, although later ones of the series are here. */
    MISSING,
    /** From here on nothing has come yet; the terminal may have used them or not. */
    NOT_YET_RECEIVED,
    /**
     * After the last document of a closed epoch: on documents that may have been shown and that
     * nobody has brought, at most so many. Of a shared range: lent to such an epoch, and on no
     * document that is here.
     */
    LOST,
    /** After those, or after the last document of an epoch of which nothing is lost: never used. */
    CLOSED,
    /** Lent to an epoch that goes on, and not on any document yet. */
    LEASED,
    /** Lent to an epoch that is closed and lost nothing, and on no document: never used. */
    LEASED_UNUSED,
    /**
     * Of a shared range, in no lease that is remembered, and on no document: a person set the range
     * beyond them, or they were lent before the database went back.
     */
    SKIPPED,
    /** Of a shared range, and lent to nobody yet. */
    NOT_LENT
  }
}
