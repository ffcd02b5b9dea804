package io.tillstream.protocol.upload;

import io.tillstream.protocol.chain.Watermark;

/** What a receiver may say to a batch. */
public sealed interface UploadAnswer {

  /** The receiver holds everything up to here, durably (I1). */
  record Standing(Watermark watermark) implements UploadAnswer {}

  /** The batch began after the receiver's watermark; nothing changed. */
  record GapAt(Watermark watermark) implements UploadAnswer {}

  /** The receiver holds another history under the same name; the stream must stop (I11). */
  record ForkAt(Watermark watermark) implements UploadAnswer {}

  /**
   * No answer, or one that says nothing of the stream: the network, a restart, too many requests.
   */
  record NoAnswer() implements UploadAnswer {}
}
