package io.tillstream.store.stock;

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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What is on hand on the shop floor. */
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

  /** Lists every item that ever moved. */
  @GET
  public Stock list(
      @QueryParam("after") @DefaultValue("") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    List<OnHand.Row> rows = onHand.after(after, most);
    return new Stock(rows, rows.size() < most ? null : rows.getLast().item());
  }

  /** Shows what is on hand of an item; nothing, if the shop knows it and it never moved. */
  @GET
  @Path("/{item}")
  public OnHand.Row item(@RestPath String item) throws SQLException {
    return onHand
        .of(item)
        .orElseThrow(
            () -> ProblemException.of(ProblemCode.NOT_FOUND, "there is no item '" + item + "'"));
  }
}
