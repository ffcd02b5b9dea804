package io.tillstream.store.enrolment;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.EnrolmentRequest;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.database.Durably;
import io.tillstream.store.fleet.TerminalName;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Codes for administrators, and the one call that a machine makes without a credential. */
@Path("/")
@Blocking
@Tag(name = "Enrolment")
public class EnrolmentResource {

  private static final int AGENT_VERSION_LENGTH_MAX = 64;

  private final Enrol enrol;
  private final Durably durably;

  EnrolmentResource(Enrol enrol, Durably durably) {
    this.enrol = enrol;
    this.durably = durably;
  }

  /** Issues a one-time code for a terminal, and makes the terminal when it is new. */
  @POST
  @Path("api/terminals/{id}/enrolment-codes")
  @RolesAllowed(Administrator.ROLE)
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

  /** Exchanges a code for a credential, an epoch and the series. */
  @POST
  @Path("sync/v1/enrolment")
  @PermitAll
  @ResponseStatus(201)
  public EnrolmentGrant exchange(EnrolmentRequest request) throws SQLException {
    if (request == null || request.protocol() != Protocol.VERSION) {
      throw ProblemException.of(
              ProblemCode.PROTOCOL_NOT_SUPPORTED,
              "this program speaks protocol " + Protocol.VERSION)
          .field("protocol", "must be " + Protocol.VERSION);
    }
    Faults faults = new Faults();
    if (request.code() == null || request.code().isBlank() || request.code().length() > 32) {
      faults.add(ProblemCode.INVALID_FIELD, "code", "is missing or too long");
    }
    if (request.agentVersion() != null
        && request.agentVersion().length() > AGENT_VERSION_LENGTH_MAX) {
      faults.add(ProblemCode.INVALID_FIELD, "agentVersion", "is too long");
    }
    faults.throwIfAny();
    EnrolmentGrant grant = enrol.exchange(request.code(), request.agentVersion());
    durably.settle();
    return grant;
  }
}
