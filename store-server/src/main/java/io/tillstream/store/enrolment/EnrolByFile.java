package io.tillstream.store.enrolment;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.EnrolmentGrant;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Enrols a terminal by a file that is carried to it instead of a code. Thread-safe. */
@Singleton
public class EnrolByFile {

  private final Enrol enrol;
  private final RememberGrant remembered;

  EnrolByFile(Enrol enrol, RememberGrant remembered) {
    this.enrol = enrol;
    this.remembered = remembered;
  }

  /**
   * What the file has to hold; on disk when this returns.
   *
   * @param replacing whether the terminal's present credential may be withdrawn
   * @throws ProblemException {@code terminal-enrolled} when that is needed and not allowed
   */
  public EnrolmentGrant grant(TerminalId terminal, boolean replacing) throws SQLException {
    if (terminal.equals(TerminalId.STORE_ITSELF)) {
      throw ProblemException.of(
          ProblemCode.INVALID_PARAMETER, terminal + " is the store's own name, no terminal's");
    }
    return remembered.of(enrol.grantTo(terminal, replacing));
  }
}
