package io.tillstream.headoffice.transfers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.transfer.TransferStanding;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Transfers between the stores, for administrators and their programs. */
@Path("/api/transfers")
@Tag(name = "Stock")
@RolesAllowed(Administrator.ROLE)
class TransfersResource {

  private final Transfers transfers;
  private final Stores stores;
  private final TransfersConfig config;
  private final Clock clock;

  TransfersResource(Transfers transfers, Stores stores, TransfersConfig config, Clock clock) {
    this.transfers = transfers;
    this.stores = stores;
    this.config = config;
    this.clock = clock;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listing(List<ShownTransfer> transfers, String next) {}

  @GET
  @Operation(
      summary = "Transfers by id, with what is still in transit",
      description = "All of them, or those in which one store takes part.")
  public Listing after(
      @QueryParam("store") String store,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    StoreId wanted = store == null ? null : stores.requireKnown(Page.store(store));
    int rows = Page.limit(limit);
    List<ShownTransfer> page =
        transfers.after(after == null ? "" : after, wanted, rows).stream()
            .map(this::shown)
            .toList();
    return new Listing(page, page.size() < rows ? null : page.getLast().id());
  }

  @GET
  @Path("/{id: .+}")
  @Operation(summary = "One transfer")
  public ShownTransfer one(@PathParam("id") String id) throws SQLException {
    Map<StoreId, TransferStanding> parts = transfers.of(id);
    if (parts.isEmpty()) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "no store speaks of a transfer " + id);
    }
    return shown(parts);
  }

  private ShownTransfer shown(Map<StoreId, TransferStanding> parts) {
    LocalDate today = LocalDate.now(clock.withZone(ZoneId.systemDefault()));
    return ShownTransfer.of(parts, today, config.overdueDays());
  }
}
