package io.tillstream.headoffice.inbox;

/** A record that contradicts what is held; undoes the envelope's transaction on its way out. */
final class CannotApply extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long seq;

  CannotApply(long seq, String why) {
    super(why);
    this.seq = seq;
  }

  CannotApply(long seq, RuntimeException cause) {
    super(cause.toString(), cause);
    this.seq = seq;
  }

  long seq() {
    return seq;
  }
}
