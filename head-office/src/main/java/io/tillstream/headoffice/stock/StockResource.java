package io.tillstream.headoffice.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stock, for administrators and their programs. */
@Path("/api/stock")
@Tag(name = "Stock")
@RolesAllowed(Administrator.ROLE)
class StockResource {

  private final OnHand onHand;
  private final Stores stores;

  StockResource(OnHand onHand, Stores stores) {
    this.onHand = onHand;
    this.stores = stores;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listing(List<OnHand.Item> stock, String next) {}

  record StoreQuantity(StoreId store, String quantity) {}

  record ItemStock(String item, String quantity, List<StoreQuantity> stores) {}

  @GET
  @Operation(summary = "What is on a store's shop floor, by item")
  public Listing after(
      @QueryParam("store") String store,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    StoreId known = stores.requireKnown(Page.store(store));
    int rows = Page.limit(limit);
    List<OnHand.Item> page = onHand.after(known, after == null ? "" : after, rows);
    return new Listing(page, page.size() < rows ? null : page.get(page.size() - 1).item());
  }

  @GET
  @Path("/{item: .+}")
  @Operation(summary = "An item's stock, in all stores or in the one named")
  public ItemStock one(@PathParam("item") String item, @QueryParam("store") String store)
      throws SQLException {
    StoreId wanted = store == null ? null : stores.requireKnown(Page.store(store));
    List<OnHand.AtStore> found =
        onHand.of(item).stream().filter(at -> wanted == null || at.store().equals(wanted)).toList();
    if (found.isEmpty()) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "no stock of item " + item + " ever moved");
    }
    Quantity sum =
        found.stream().map(OnHand.AtStore::quantity).reduce(Quantity.ZERO, Quantity::plus);
    return new ItemStock(
        item,
        sum.toString(),
        found.stream().map(at -> new StoreQuantity(at.store(), at.quantity().toString())).toList());
  }
}
