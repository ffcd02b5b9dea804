package io.tillstream.store.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What is on hand at the real places of the store. */
@Path("/api/stock")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class StockResource {

  private final OnHand onHand;

  StockResource(OnHand onHand) {
    this.onHand = onHand;
  }

  /**
   * A page of quantities.
   *
   * @param stock in the order of the items' codes
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Stock(List<OnHand.Row> stock, String next) {}

  /** Lists every item that ever moved at a place. */
  @GET
  @Operation(
      summary = "What is on hand at a place",
      description = "location: shop-floor when nobody says, or back-room.")
  public Stock list(
      @QueryParam("location") @DefaultValue("shop-floor") String location,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    List<OnHand.Row> rows = onHand.after(place(location), after, most);
    return new Stock(rows, rows.size() < most ? null : rows.getLast().item());
  }

  /** Shows what is on hand of an item; nothing, if the shop knows it and it never moved. */
  @GET
  @Path("/{item}")
  public OnHand.Row item(
      @RestPath String item, @QueryParam("location") @DefaultValue("shop-floor") String location)
      throws SQLException {
    return onHand
        .of(place(location), item)
        .orElseThrow(
            () -> ProblemException.of(ProblemCode.NOT_FOUND, "there is no item '" + item + "'"));
  }

  private static Location place(String name) {
    return Location.real().stream()
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.of(
                        ProblemCode.INVALID_PARAMETER, "goods cannot be counted at " + name)
                    .field("location", "must be one of " + Location.real()));
  }
}
