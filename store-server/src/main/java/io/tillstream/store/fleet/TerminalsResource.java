package io.tillstream.store.fleet;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.database.Durably;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The terminals of the shop. */
@Path("/api/terminals")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Terminals")
class TerminalsResource {

  private final Fleet fleet;
  private final Durably durably;

  TerminalsResource(Fleet fleet, Durably durably) {
    this.fleet = fleet;
    this.durably = durably;
  }

  /**
   * All terminals.
   *
   * @param terminals by name
   */
  public record Terminals(List<TerminalState> terminals) {}

  /** Lists the terminals. */
  @GET
  public Terminals list() {
    return new Terminals(fleet.terminals());
  }

  /** Withdraws a terminal's credential; a new enrolment gives it another. */
  @POST
  @Path("/{id}/revocation")
  public void revoke(@RestPath String id) throws SQLException {
    if (!fleet.revoke(TerminalName.read(id))) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "there is no terminal '" + id + "'");
    }
    durably.settle();
  }
}
