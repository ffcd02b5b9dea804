package io.tillstream.store.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Shows goods that go to other stores and come from them. */
@Path("/api/transfers")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class TransfersResource {

  private final ListTransfers list;
  private final Clock clock;

  TransfersResource(ListTransfers list, Clock clock) {
    this.list = list;
    this.clock = clock;
  }

  /**
   * A page of transfers.
   *
   * @param transfers in the order of their ids
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listing(List<ShownTransfer> transfers, String next) {}

  /** Lists what this store knows of its transfers. */
  @GET
  @Operation(
      summary = "List the transfers of this store",
      description =
          "As far as its own documents say, and what head office has told of the other stores'.")
  public Listing list(
      @QueryParam("after") @DefaultValue("") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    List<ShownTransfer> rows = list.after(after, most, today());
    return new Listing(rows, rows.size() < most ? null : rows.getLast().id());
  }

  /** Shows one. */
  @GET
  @Path("/{id}")
  public ShownTransfer one(@RestPath String id) throws SQLException {
    return list.one(id, today())
        .orElseThrow(
            () -> ProblemException.of(ProblemCode.NOT_FOUND, "there is no transfer '" + id + "'"));
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneId.systemDefault()));
  }
}
