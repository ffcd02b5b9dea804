package io.tillstream.agent.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;

/** Items as this terminal knows them, by code or barcode. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ItemsResource {

  private final Catalogue catalogue;

  ItemsResource(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * An item.
   *
   * @param item its code
   * @param description or absent
   * @param unitPrice decimal, tax included, or absent
   * @param taxCode or absent
   * @param taxRate percent, or absent
   * @param stocked whether goods move when it is sold
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Known(
      String item,
      String description,
      String unitPrice,
      String taxCode,
      String taxRate,
      boolean stocked) {}

  /** By code. */
  @GET
  @Path("/items/{item}")
  public Known item(@PathParam("item") String code) {
    return catalogue
        .item(code)
        .map(ItemsResource::known)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.NOT_FOUND, "the item '" + code + "' is not known here"));
  }

  /** By barcode. */
  @GET
  @Path("/barcodes/{barcode}")
  public Known barcode(@PathParam("barcode") String barcode) {
    return catalogue
        .itemOfBarcode(barcode)
        .flatMap(catalogue::item)
        .map(ItemsResource::known)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.NOT_FOUND, "the barcode '" + barcode + "' is not known here"));
  }

  private static Known known(Item item) {
    return new Known(
        item.code(),
        item.description(),
        item.price() == null ? null : item.price().toString(),
        item.taxCode(),
        item.taxRateBasisPoints() == null ? null : percent(item.taxRateBasisPoints()),
        item.stocked());
  }

  private static String percent(int basisPoints) {
    BigDecimal percent = BigDecimal.valueOf(basisPoints, 2);
    return percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString();
  }
}
