package io.tillstream.store.transfer;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.transfer.RecordTransfers.Recorded;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Records goods that go to other stores and come from them. */
@Path("/api/transfers")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class RecordTransfersResource {

  private static final String ONCE =
      " 201 when recorded, 200 when the same was recorded under this reference before.";

  private final RecordTransfers transfers;

  RecordTransfersResource(RecordTransfers transfers) {
    this.transfers = transfers;
  }

  /** Goods leave for another store. */
  @POST
  @Operation(
      summary = "Dispatch goods to another store",
      description = "Without an id the store gives one." + ONCE)
  public RestResponse<Recorded> dispatch(DispatchBody body) throws SQLException {
    return transfers.dispatch(body);
  }

  /** Goods come from another store. */
  @POST
  @Path("/{id}/receipts")
  @Operation(
      summary = "Receive goods of a transfer",
      description = "Whether its dispatch is known here or not." + ONCE)
  public RestResponse<Recorded> receive(@RestPath String id, ReceiptBody body) throws SQLException {
    return transfers.receive(id, body);
  }

  /** What has not come, or came too much, is settled. */
  @POST
  @Path("/{id}/difference")
  @Operation(
      summary = "Settle a difference",
      description =
          "kind: missing takes goods out of transit, found puts those in that were received over."
              + ONCE)
  public RestResponse<Recorded> settle(@RestPath String id, DifferenceBody body)
      throws SQLException {
    return transfers.settle(id, body);
  }
}
