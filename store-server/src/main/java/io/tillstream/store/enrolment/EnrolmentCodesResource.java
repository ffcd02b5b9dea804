package io.tillstream.store.enrolment;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.database.Durably;
import io.tillstream.store.fleet.TerminalName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Codes with which machines become terminals. */
@Path("/api/terminals/{id}/enrolment-codes")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Enrolment")
class EnrolmentCodesResource {

  private final Enrol enrol;
  private final Durably durably;

  EnrolmentCodesResource(Enrol enrol, Durably durably) {
    this.enrol = enrol;
    this.durably = durably;
  }

  /** Issues a one-time code for a terminal, and makes the terminal when it is new. */
  @POST
  @ResponseStatus(201)
  public Enrol.IssuedCode issue(@RestPath String id) throws SQLException {
    TerminalId terminal = TerminalName.read(id);
    if (terminal.equals(TerminalId.STORE_ITSELF)) {
      throw ProblemException.of(
          ProblemCode.INVALID_PARAMETER, terminal + " is the store's own name, no terminal's");
    }
    Enrol.IssuedCode code = enrol.issue(terminal);
    durably.settle();
    return code;
  }
}
