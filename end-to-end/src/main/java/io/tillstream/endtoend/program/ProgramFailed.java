package io.tillstream.endtoend.program;

/** A program did not start, or ended when it should not; the message is for a person. */
public final class ProgramFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message that says which program, how it ended and what it said last. */
  public ProgramFailed(String message) {
    super(message);
  }
}
