package io.tillstream.protocol.upload;

import io.tillstream.protocol.chain.Watermark;

/**
 * A sender whose carrier takes batches over before the receiver has them, as a message broker does.
 * It stands at two places: what the <em>carrier</em> has taken over says what to send next, what
 * the <em>receiver</em> has said it holds is what may be relied on (I13). Where the carrier brings
 * the receiver's own answer back, the two are one.
 *
 * @param confirmed what the receiver is known to hold
 * @param carried how the conversation with the carrier stands; what it acknowledged is what to send
 *     after
 * @param isHeldUp whether the receiver takes nothing in until a person there says so; the sender
 *     then only asks
 * @param misses how often in a row the receiver missed what came before, or could not read it
 */
public record Relay(Watermark confirmed, UploadState carried, boolean isHeldUp, int misses) {

  /**
   * At the start of a sender's life.
   *
   * @param confirmed what the receiver was last known to hold
   * @param carried what a carrier has taken over; below {@code confirmed} it says nothing
   */
  public static Relay at(Watermark confirmed, Watermark carried) {
    return new Relay(
        confirmed,
        new UploadState.Ready(carried.position() > confirmed.position() ? carried : confirmed),
        false,
        0);
  }

  /** The carrier has taken a batch over, or has not; what the receiver makes of it is not known. */
  public Relay taken(UploadState next) {
    return new Relay(confirmed, next, isHeldUp, misses);
  }

  /** The receiver itself has answered. */
  public Relay answered(UploadState next) {
    return new Relay(next.acknowledged(), next, false, 0);
  }

  /**
   * The receiver's own word has come.
   *
   * @param own the sender's own watermark at the position that the word names, or its head when the
   *     word names a later one
   * @param backoff how long to rest when going back does not help
   * @param jitterPermille a random number from 0 to 1000
   */
  public Relay heard(LateWord word, Watermark own, Backoff backoff, int jitterPermille) {
    if (carried instanceof UploadState.Forked) {
      return this;
    }
    Watermark standing = word.standing();
    boolean unknownHistory =
        standing.position() > own.position()
            || (standing.position() == own.position() && !standing.equals(own));
    if (unknownHistory) {
      return forked(standing);
    }
    return switch (word) {
      case LateWord.Holds holds -> holds(standing);
      case LateWord.Misses(Watermark where, Long from) ->
          isOutdated(from) ? this : goBack(where, backoff, jitterPermille);
      case LateWord.Waits waits ->
          new Relay(standing, new UploadState.Ready(standing), true, misses);
      case LateWord.Differs differs -> forked(standing);
    };
  }

  private Relay forked(Watermark standing) {
    return new Relay(confirmed, new UploadState.Forked(confirmed, standing), isHeldUp, misses);
  }

  /** A lower one than before was said before it, by another process of the receiver. */
  private Relay holds(Watermark standing) {
    if (standing.position() < confirmed.position()) {
      return new Relay(confirmed, carried, false, misses);
    }
    boolean isBehind = carried.acknowledged().position() < standing.position();
    boolean hasMoved = standing.position() > confirmed.position();
    return new Relay(
        standing,
        isBehind ? new UploadState.Ready(standing) : carried,
        false,
        hasMoved ? 0 : misses);
  }

  /** At once, the first time; then as after a failure, so that nobody goes round at full speed. */
  private Relay goBack(Watermark where, Backoff backoff, int jitterPermille) {
    UploadState next =
        misses == 0
            ? new UploadState.Ready(where)
            : new UploadState.Resting(where, misses, backoff.after(misses, jitterPermille));
    return new Relay(where, next, false, misses + 1);
  }

  /** Several batches on their way after a lost one each miss it; going back once is enough. */
  private boolean isOutdated(Long from) {
    return from != null && from > carried.acknowledged().position();
  }
}
