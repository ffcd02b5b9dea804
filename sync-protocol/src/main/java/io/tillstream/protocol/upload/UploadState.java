package io.tillstream.protocol.upload;

import io.tillstream.protocol.chain.Watermark;
import java.time.Duration;

/**
 * Where a sender stands with its receiver. Each state offers only its own transitions; the shell
 * performs the input and output between them. A lost answer leads back to {@link Ready} at the old
 * watermark: sending again is harmless.
 */
public sealed interface UploadState {

  /** What the receiver is known to hold. */
  Watermark acknowledged();

  /**
   * May send.
   *
   * @param acknowledged what the receiver is known to hold
   * @param failures how many attempts failed in a row
   */
  record Ready(Watermark acknowledged, int failures) implements UploadState {

    /** At the start of a sender's life. */
    public Ready(Watermark acknowledged) {
      this(acknowledged, 0);
    }

    /** A batch goes out. */
    public InFlight offer(Watermark to) {
      return new InFlight(acknowledged, to, failures);
    }
  }

  /**
   * Waits for the answer to a batch; one batch at a time, so that order is never in question.
   *
   * @param acknowledged what the receiver is known to hold
   * @param offered where the batch ends
   * @param failures how many attempts failed before this one
   */
  record InFlight(Watermark acknowledged, Watermark offered, int failures) implements UploadState {

    /**
     * The answer has come, or has not.
     *
     * <p>An answer that moves nothing counts as a failure, so that two ends that misunderstand each
     * other do not talk at full speed for ever.
     *
     * @param own the sender's own watermark at the position that the answer names, or its head when
     *     the answer names a later one: a receiver that stands elsewhere knows a history the sender
     *     does not (I11)
     * @param backoff how long to wait after a failure
     * @param jitterPermille a random number from 0 to 1000
     */
    public UploadState answered(
        UploadAnswer answer, Watermark own, Backoff backoff, int jitterPermille) {
      return switch (answer) {
        case UploadAnswer.Standing(Watermark standing) ->
            at(standing, own, backoff, jitterPermille);
        case UploadAnswer.GapAt(Watermark standing) -> at(standing, own, backoff, jitterPermille);
        case UploadAnswer.ForkAt(Watermark standing) -> new Forked(acknowledged, standing);
        case UploadAnswer.NoAnswer() -> rest(backoff, jitterPermille);
      };
    }

    private UploadState at(Watermark standing, Watermark own, Backoff backoff, int jitterPermille) {
      boolean unknownHistory =
          standing.position() > own.position()
              || (standing.position() == own.position() && !standing.hash().equals(own.hash()));
      if (unknownHistory) {
        return new Forked(acknowledged, standing);
      }
      boolean nothingMoved =
          standing.equals(acknowledged) && offered.position() > acknowledged.position();
      return nothingMoved ? rest(backoff, jitterPermille) : new Ready(standing);
    }

    private Resting rest(Backoff backoff, int jitterPermille) {
      return new Resting(acknowledged, failures + 1, backoff.after(failures + 1, jitterPermille));
    }
  }

  /**
   * Rests after a failure.
   *
   * @param acknowledged what the receiver is known to hold
   * @param failures how many attempts failed in a row
   * @param rest how long
   */
  record Resting(Watermark acknowledged, int failures, Duration rest) implements UploadState {

    /** The rest is over, or a person asked to synchronise now. */
    public Ready rested() {
      return new Ready(acknowledged, failures);
    }
  }

  /**
   * The histories have parted; nothing is sent until a person has enrolled the terminal anew.
   *
   * @param acknowledged what the receiver was last known to hold of this history
   * @param standing what the receiver says it holds
   */
  record Forked(Watermark acknowledged, Watermark standing) implements UploadState {}
}
