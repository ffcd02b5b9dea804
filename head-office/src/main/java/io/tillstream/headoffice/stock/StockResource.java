package io.tillstream.headoffice.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  /**
   * An item at a store.
   *
   * @param quantity on the shop floor
   * @param locations at each of its places
   */
  record StoreQuantity(StoreId store, String quantity, Map<String, String> locations) {}

  /**
   * An item in the stores together.
   *
   * @param quantity on the shop floors
   * @param locations at the places of each kind, and in transit between stores
   */
  record ItemStock(
      String item, String quantity, Map<String, String> locations, List<StoreQuantity> stores) {}

  @GET
  @Operation(
      summary = "What is at a place of a store, by item",
      description = "location: shop-floor when nobody says, or back-room.")
  public Listing after(
      @QueryParam("store") String store,
      @QueryParam("location") @DefaultValue("shop-floor") String location,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    StoreId known = stores.requireKnown(Page.store(store));
    int rows = Page.limit(limit);
    List<OnHand.Item> page = onHand.after(known, place(location), after == null ? "" : after, rows);
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
    Map<StoreId, List<OnHand.AtStore>> byStore =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    OnHand.AtStore::store, LinkedHashMap::new, Collectors.toList()));
    Map<String, String> locations = byLocation(found);
    if (wanted == null) {
      locations.put(Location.IN_TRANSIT.toString(), onHand.inTransit(item).toString());
    }
    return new ItemStock(
        item,
        onShopFloor(found),
        locations,
        byStore.entrySet().stream()
            .map(
                at ->
                    new StoreQuantity(
                        at.getKey(), onShopFloor(at.getValue()), byLocation(at.getValue())))
            .toList());
  }

  private static String onShopFloor(List<OnHand.AtStore> found) {
    return byLocation(found).getOrDefault(Location.SHOP_FLOOR.toString(), Quantity.ZERO.toString());
  }

  private static Map<String, String> byLocation(List<OnHand.AtStore> found) {
    Map<String, Quantity> sums = new TreeMap<>();
    found.forEach(at -> sums.merge(at.location().toString(), at.quantity(), Quantity::plus));
    Map<String, String> shown = new TreeMap<>();
    sums.forEach((location, quantity) -> shown.put(location, quantity.toString()));
    return shown;
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
