package io.tillstream.store.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The catalogue, one item at a time. */
@Path("/api")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Catalogue")
class ItemsResource {

  private static final Set<Column> ALL =
      EnumSet.complementOf(EnumSet.of(Column.ITEM, Column.TAX_RATE));

  private final Writer writer;
  private final Catalogue catalogue;

  ItemsResource(Writer writer, Catalogue catalogue) {
    this.writer = writer;
    this.catalogue = catalogue;
  }

  /**
   * A page of items.
   *
   * @param items in the order of their codes
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Items(List<Item> items, String next) {}

  /**
   * What an item is to be; what is absent is taken away.
   *
   * @param description what the receipt says
   * @param price decimal, tax included
   * @param taxCode one whose rate is known
   * @param stocked whether goods move; true when absent
   * @param barcodes all of them
   * @param group that policies know it by
   */
  public record ItemBody(
      String description,
      String price,
      String taxCode,
      Boolean stocked,
      List<String> barcodes,
      String group) {}

  /**
   * A tax code's rate.
   *
   * @param rate percent
   */
  public record RateBody(String rate) {}

  /** Lists items in the order of their codes. */
  @GET
  @Path("/items")
  public Items list(
      @QueryParam("after") @DefaultValue("") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    List<Item> items = catalogue.items(after, most);
    return new Items(items, items.size() < most ? null : items.getLast().item());
  }

  /** Shows an item. */
  @GET
  @Path("/items/{item}")
  public Item item(@RestPath String item) throws SQLException {
    return catalogue.item(item).orElseThrow(() -> unknown("item", item));
  }

  /** Shows the item that a barcode means. */
  @GET
  @Path("/barcodes/{barcode}")
  public Item byBarcode(@RestPath String barcode) throws SQLException {
    return catalogue.byBarcode(barcode).orElseThrow(() -> unknown("barcode", barcode));
  }

  /** Adds or replaces an item. */
  @PUT
  @Path("/items/{item}")
  public Item put(@RestPath String item, ItemBody body) throws SQLException {
    ItemBody asked = body == null ? new ItemBody(null, null, null, null, null, null) : body;
    Faults faults = new Faults();
    ReadItem read = new ReadItem(faults, null);
    ItemChange change =
        new ItemChange(
            0,
            read.key("item", item),
            read.description(asked.description()),
            read.price(asked.price()),
            asked.taxCode() == null ? null : read.key("taxCode", asked.taxCode()),
            asked.stocked() == null || asked.stocked(),
            asked.barcodes() == null ? List.of() : read.barcodes(asked.barcodes()),
            read.group(asked.group()));
    faults.throwIfAny();
    apply(new ChangeCatalogue(ALL, List.of(change), Map.of()));
    return item(item);
  }

  /** Takes an item out of the catalogue; its stock and documents stay. */
  @DELETE
  @Path("/items/{item}")
  public void remove(@RestPath String item) {
    Faults faults = new Faults();
    // SQL Server would take "LAMP " for LAMP.
    new ReadItem(faults, null).key("item", item);
    faults.throwIfAny();
    if (!writer.ask(new RemoveItem(item))) {
      throw unknown("item", item);
    }
  }

  /** Sets a tax code's rate. */
  @PUT
  @Path("/taxes/{code}")
  public RateBody putRate(@RestPath String code, RateBody body) {
    Faults faults = new Faults();
    ReadItem read = new ReadItem(faults, null);
    read.key("code", code);
    Integer rate = read.rate("rate", body == null ? null : body.rate());
    if (rate == null && faults.isEmpty()) {
      read.fault("rate", "is missing");
    }
    faults.throwIfAny();
    apply(new ChangeCatalogue(Set.of(), List.of(), Map.of(code, rate)));
    return body;
  }

  private void apply(ChangeCatalogue change) {
    if (writer.ask(change) instanceof CatalogueAnswer.UnknownTaxCodes(Set<String> codes)) {
      String detail = "nobody has given a rate for " + String.join(", ", codes);
      throw ProblemException.of(ProblemCode.INVALID_FIELD, detail).field("taxCode", detail);
    }
  }

  private static ProblemException unknown(String kind, String name) {
    return ProblemException.of(ProblemCode.NOT_FOUND, "there is no " + kind + " '" + name + "'");
  }
}
