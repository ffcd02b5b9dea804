package io.tillstream.store.equality;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether all tiers hold the same. */
@Path("/api/equality")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Equality")
class EqualityResource {

  private final ProveEquality prove;

  EqualityResource(ProveEquality prove) {
    this.prove = prove;
  }

  /** Compares now; thoroughly unless it is told not to. */
  @GET
  @Operation(
      summary = "Prove that head office, store and terminals hold the same",
      description =
          "Or names the item, the quantities and the documents in which they differ. With"
              + " thorough=false the ends of all chains and sums of the stock alone are compared.")
  public Proof prove(@QueryParam("thorough") String thorough) throws SQLException {
    if (thorough != null && !thorough.equals("true") && !thorough.equals("false")) {
      throw ProblemException.of(ProblemCode.INVALID_PARAMETER, "thorough: must be true or false")
          .field("thorough", "must be true or false");
    }
    return prove.asked(!"false".equals(thorough));
  }
}
