package io.tillstream.agent.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tillstream.agent.catalogue.Catalogue;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.local.Parameters;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.escrow.TillLeases;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is on hand, as this terminal shows it. */
@Path("/v1/stock")
@Produces(MediaType.APPLICATION_JSON)
public class StockResource {

  private final OnHand onHand;
  private final StockAge age;
  private final Catalogue catalogue;
  private final Journal journal;

  StockResource(OnHand onHand, StockAge age, Catalogue catalogue, Journal journal) {
    this.onHand = onHand;
    this.age = age;
    this.catalogue = catalogue;
    this.journal = journal;
  }

  /**
   * An item's figure: the store's, and the terminal's own documents that are not in it yet.
   *
   * @param item its code
   * @param quantity decimal
   * @param leased how much of it this terminal may sell without asking; null when it is not scarce
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Figure(String item, String quantity, String leased) {}

  /**
   * Some figures, by code.
   *
   * @param stock the figures
   * @param next to be asked for as {@code after}, or null at the end
   * @param asOf when the store last said that its figures are these, by its clock; null before any
   *     came
   * @param ageSeconds since then, whatever this terminal's clock says
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<Figure> stock, String next, Instant asOf, Long ageSeconds) {}

  /** One figure, and its age as in a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Aged(@JsonUnwrapped Figure figure, Instant asOf, Long ageSeconds) {}

  /** Lists figures after an item, at most so many. */
  @GET
  public Listed list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    int rows = Parameters.limit(limit);
    Optional<StockAge.Age> shown = age.now(); // before the figures: they are no older than it says
    List<Figure> figures =
        onHand.list(after == null ? "" : after, rows).stream()
            .map(each -> figure(each.getKey(), each.getValue()))
            .toList();
    return new Listed(
        figures,
        figures.size() < rows ? null : figures.getLast().item(),
        shown.map(StockAge.Age::asOf).orElse(null),
        shown.map(StockAge.Age::seconds).orElse(null));
  }

  /** One item's figure. */
  @GET
  @Path("/{item}")
  public Aged figure(@PathParam("item") String item) {
    Optional<StockAge.Age> shown = age.now();
    Optional<Quantity> quantity = onHand.of(item);
    if (quantity.isEmpty() && catalogue.item(item).isEmpty()) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "the item '" + item + "' is not known here");
    }
    return new Aged(
        figure(item, quantity.orElse(Quantity.ZERO)),
        shown.map(StockAge.Age::asOf).orElse(null),
        shown.map(StockAge.Age::seconds).orElse(null));
  }

  private Figure figure(String item, Quantity quantity) {
    TillLeases leases = journal.scarce().now();
    String leased =
        leases.lots().containsKey(item)
            ? new Quantity(Math.max(0, leases.leftThousandths(item))).toString()
            : null;
    return new Figure(item, quantity.toString(), leased);
  }
}
