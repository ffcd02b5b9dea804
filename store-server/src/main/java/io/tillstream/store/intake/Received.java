package io.tillstream.store.intake;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.Outcome;
import java.util.List;

/** What became of an upload; all of it durable. */
sealed interface Received {

  /**
   * It was taken in, or was there already, or is kept beside what was there.
   *
   * @param watermark where the stream stands now
   * @param verdicts one for each document, in order
   */
  record Answered(Outcome outcome, Watermark watermark, List<DocumentVerdict> verdicts)
      implements Received {}

  /**
   * Documents before it are missing; nothing was changed.
   *
   * @param standing where to continue from
   */
  record Gap(Watermark standing) implements Received {}
}
