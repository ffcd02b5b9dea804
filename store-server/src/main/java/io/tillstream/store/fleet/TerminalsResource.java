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
  private final ClosedEpochs closedEpochs;
  private final Durably durably;

  TerminalsResource(Fleet fleet, ClosedEpochs closedEpochs, Durably durably) {
    this.closedEpochs = closedEpochs;
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

  /**
   * The epochs of a terminal that were closed.
   *
   * @param epochs the oldest first
   */
  public record Epochs(List<ClosedEpochs.Closed> epochs) {}

  /** Lists a terminal's closed epochs, and what of them may be lost. */
  @GET
  @Path("/{id}/epochs")
  public Epochs epochs(@RestPath String id) throws SQLException {
    return new Epochs(closedEpochs.of(TerminalName.read(id)));
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
