package io.tillstream.store.uplink;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.upload.UploadState;
import java.time.Duration;

/** What carries envelopes up: one at a time, each awaited. Used by the uplink's thread alone. */
interface Carrier {

  /** Begins; head office's words that come by themselves go here. */
  default void open(Words words) {}

  /** Ends. */
  default void close() {}

  /** Hands an envelope over, and returns when it is known what has become of it. */
  Sent carry(ChainedBatch batch, String incarnation);

  /**
   * Whether what comes back is head office's own answer. Otherwise the carrier answers for itself
   * alone, and head office's word comes later ({@link Words}).
   */
  boolean bringsAnswers();

  /** Bytes of facts after which an envelope for this carrier is closed, before compression. */
  int envelopeBytesMax();

  /**
   * What came back.
   *
   * @param answer for the state machine
   * @param error why there is no answer, in words for a person; null when there is one
   * @param retryAfter how long head office asks to be left alone; zero when it does not
   * @param isSilence whether nothing came back at all
   */
  record Sent(UploadAnswer answer, String error, Duration retryAfter, boolean isSilence) {

    private static final int ASKED_RESTS_MAX = 4;

    Sent(UploadAnswer answer, String error, Duration retryAfter) {
      this(answer, error, retryAfter, false);
    }

    /**
     * A rest as long as head office asks for, if longer. It is honoured within reason: it may have
     * a clock or a proxy gone wrong.
     */
    UploadState.Resting asAsked(UploadState.Resting resting, Duration restLongest) {
      Duration most = restLongest.multipliedBy(ASKED_RESTS_MAX);
      Duration rest = retryAfter.compareTo(most) < 0 ? retryAfter : most;
      return rest.compareTo(resting.rest()) <= 0
          ? resting
          : new UploadState.Resting(resting.acknowledged(), resting.failures(), rest);
    }

    static Sent noAnswer(String error) {
      return new Sent(new UploadAnswer.NoAnswer(), error, Duration.ZERO, true);
    }
  }
}
