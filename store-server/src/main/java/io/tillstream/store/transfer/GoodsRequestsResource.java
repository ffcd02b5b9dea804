package io.tillstream.store.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows what other stores ask this one for. */
@Path("/api/goods-requests")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class GoodsRequestsResource {

  private final HearOfTransfers transfers;

  GoodsRequestsResource(HearOfTransfers transfers) {
    this.transfers = transfers;
  }

  /**
   * All of them.
   *
   * @param asOf when head office has told so; absent while it never has
   * @param requests the newest first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listing(Instant asOf, List<GoodsRequest> requests) {}

  /** Lists what head office has told last. */
  @GET
  @Operation(
      summary = "List what other stores ask this one for",
      description =
          "Goods that they have sold and lack. One is left out when that store lacks them no more.")
  public Listing list() {
    return transfers
        .asked()
        .map(asked -> new Listing(asked.asOf(), asked.requests()))
        .orElse(new Listing(null, List.of()));
  }
}
