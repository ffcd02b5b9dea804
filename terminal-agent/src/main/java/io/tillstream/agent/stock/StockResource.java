package io.tillstream.agent.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.agent.catalogue.Catalogue;
import io.tillstream.agent.local.Parameters;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** What is on hand, as this terminal shows it. */
@Path("/v1/stock")
@Produces(MediaType.APPLICATION_JSON)
public class StockResource {

  private final OnHand onHand;
  private final Catalogue catalogue;

  StockResource(OnHand onHand, Catalogue catalogue) {
    this.onHand = onHand;
    this.catalogue = catalogue;
  }

  /**
   * An item's figure.
   *
   * @param item its code
   * @param quantity decimal
   */
  public record Figure(String item, String quantity) {}

  /**
   * Some figures, by code.
   *
   * @param stock the figures
   * @param next to be asked for as {@code after}, or null at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<Figure> stock, String next) {}

  /** Lists figures after an item, at most so many. */
  @GET
  public Listed list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    int rows = Parameters.limit(limit);
    List<Figure> figures =
        onHand.list(after == null ? "" : after, rows).stream()
            .map(each -> new Figure(each.getKey(), each.getValue().toString()))
            .toList();
    return new Listed(
        figures, figures.size() < rows ? null : figures.get(figures.size() - 1).item());
  }

  /** One item's figure. */
  @GET
  @Path("/{item}")
  public Figure figure(@PathParam("item") String item) {
    Optional<Quantity> quantity = onHand.of(item);
    if (quantity.isEmpty() && catalogue.item(item).isEmpty()) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "the item '" + item + "' is not known here");
    }
    return new Figure(item, quantity.orElse(Quantity.ZERO).toString());
  }
}
