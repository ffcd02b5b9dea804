package io.tillstream.headoffice.status;

import io.tillstream.platform.security.Administrator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Status, for administrators and their programs. */
@Path("/api/status")
@Tag(name = "Status")
@RolesAllowed(Administrator.ROLE)
class StatusResource {

  private final ReadStatus status;

  StatusResource(ReadStatus status) {
    this.status = status;
  }

  record Status(List<StoreStatus> stores) {}

  @GET
  @Operation(summary = "How far every store has come, and which are parked")
  public Status all() throws SQLException {
    return new Status(status.all());
  }
}
