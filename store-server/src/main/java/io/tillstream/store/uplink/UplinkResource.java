package io.tillstream.store.uplink;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.StoreStanding;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where administrators get facts to carry to head office, and bring back its receipt. */
@Path("/api/uplink")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Uplink")
class UplinkResource {

  private final CarryByHand carry;
  // Each reads the log from end to end; one person carries files.
  private final Semaphore turn = new Semaphore(1);

  UplinkResource(CarryByHand carry) {
    this.carry = carry;
  }

  @POST
  @Path("/export")
  @Operation(
      summary = "Make a file of all that head office has not confirmed",
      description =
          "To be carried to head office's POST /api/inbox/import. ?after=SEQ begins after an earlier"
              + " file that is still on its way; a file holds at most 15 MiB, and its last line says"
              + " whether there is more.")
  public Response export(@QueryParam("after") String after) throws SQLException {
    CarryByHand.Beginning beginning = carry.beginning(after == null ? null : Page.after(after));
    StreamingOutput body =
        out -> {
          if (!turn.tryAcquire()) {
            throw ProblemException.of(
                    ProblemCode.TOO_MANY_REQUESTS, "another file is being made at this moment")
                .retryAfter(Duration.ofSeconds(10));
          }
          try {
            carry.write(beginning, out);
          } catch (SQLException e) {
            throw new IOException("the books cannot be read", e);
          } finally {
            turn.release();
          }
        };
    return Response.ok(body, "application/gzip")
        .header("Content-Disposition", "attachment; filename=\"facts.tillstream.gz\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  @POST
  @Path("/receipt")
  @Operation(
      summary = "Bring head office's receipt for a file",
      description = "What head office answered to the import. Bringing it again is harmless.")
  public UplinkStatus receipt(StoreStanding receipt) throws SQLException {
    return carry.confirm(receipt);
  }
}
