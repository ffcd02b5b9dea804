package io.tillstream.store.fleet;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;

/** Reads the name of a terminal from a path or a parameter. */
public final class TerminalName {

  private TerminalName() {}

  /**
   * The terminal of this name.
   *
   * @throws ProblemException {@code invalid-parameter} when no terminal can be called so
   */
  public static TerminalId read(String name) {
    try {
      return new TerminalId(name);
    } catch (InvalidIdentity e) {
      throw ProblemException.of(ProblemCode.INVALID_PARAMETER, e.getMessage())
          .field("terminal", e.getMessage());
    }
  }
}
