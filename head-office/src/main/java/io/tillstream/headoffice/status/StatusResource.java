package io.tillstream.headoffice.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.platform.security.Administrator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
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

  /**
   * How far stores have come.
   *
   * @param stores by name
   * @param next the after of the next page; null when there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Status(List<StoreStatus> stores, String next) {}

  @GET
  @Operation(
      summary = "How far every store has come, and which are parked",
      description =
          "Without limit, all stores at once, which head office holds in memory for the answer."
              + " With it, by name: after is exclusive; next, when there may be more, is the after"
              + " of the next page.")
  public Status after(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int rows = limit == null ? Integer.MAX_VALUE : Page.limit(limit);
    List<StoreStatus> stores = status.after(after == null ? "" : after, rows);
    return new Status(stores, stores.size() < rows ? null : stores.getLast().store().value());
  }
}
