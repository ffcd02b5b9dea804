package io.tillstream.store.status;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The store in one look. */
@Path("/api/status")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Status")
class StatusResource {

  private final LookAtBooks status;

  StatusResource(LookAtBooks status) {
    this.status = status;
  }

  /** Counts and positions, all read from the books at this moment. */
  @GET
  public StoreStatus status() throws SQLException {
    return status.now();
  }
}
