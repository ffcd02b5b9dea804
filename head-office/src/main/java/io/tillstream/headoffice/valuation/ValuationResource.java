package io.tillstream.headoffice.valuation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.valuation.Remark;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** What goods are worth, for administrators and their programs. */
@Path("/api/valuation")
@Tag(name = "Valuation")
@RolesAllowed(Administrator.ROLE)
class ValuationResource {

  private final ReadValuation figures;
  private final ArrangeEntities arrange;

  ValuationResource(ReadValuation figures, ArrangeEntities arrange) {
    this.figures = figures;
    this.arrange = arrange;
  }

  /** A recomputation that was finished; entity and item are the first that differed. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Recomputed(
      Instant finishedAt, long position, long differences, EntityName entity, String item) {}

  /** How far the figures have come, in positions of the feed. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Standing(
      long position,
      long head,
      boolean cursorRefused,
      Long recomputingAt,
      Recomputed lastRecomputation) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(String item, String quantity, String value, String unitCost, boolean costKnown) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Items(List<Item> items, String next) {}

  record Moved(String item, String counterpart, String quantity, String amount, String trueUp) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Month(YearMonth month, List<Moved> moved, String next) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Late(
      long movement,
      Remark remark,
      String store,
      String terminal,
      int epoch,
      long n,
      int line,
      String item,
      String businessDate,
      YearMonth month,
      String quantity,
      String amount) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LateMovements(List<Late> late, Long next) {}

  @GET
  @Operation(summary = "How far the valuation has come, and what the last recomputation found")
  public Standing standing() throws SQLException {
    ReadValuation.Standing standing = figures.standing();
    return new Standing(
        standing.position(),
        standing.head(),
        standing.isRefused(),
        standing.anew().orElse(null),
        standing.last().map(ValuationResource::recomputed).orElse(null));
  }

  private static Recomputed recomputed(Recompute.Result result) {
    return new Recomputed(
        result.finishedAt(),
        result.position(),
        result.differences(),
        result.first().map(CompareCalculations.Item::entity).orElse(null),
        result.first().map(CompareCalculations.Item::item).orElse(null));
  }

  @POST
  @Path("/recomputation")
  @ResponseStatus(202)
  @Operation(
      summary = "Value everything again from the first position, compare, and replace",
      description =
          "Goes on in the background beside the figures that are shown. Where the two differ, the"
              + " new ones are shown from then on. One that is under way goes on.")
  public void recompute() throws SQLException {
    arrange.recompute();
  }

  @GET
  @Path("/{entity}/items")
  @Operation(summary = "What a legal entity has of each item, and what that is worth")
  public Items items(
      @PathParam("entity") String entity,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    int rows = Page.limit(limit);
    List<Item> items =
        figures.items(ReadParameters.entity(entity), text(after), rows).entrySet().stream()
            .map(
                each ->
                    new Item(
                        each.getKey(),
                        quantity(each.getValue().quantityThousandths()),
                        amount(each.getValue().valueTenThousandths()),
                        amount(each.getValue().unitCostTenThousandths()),
                        each.getValue().isCostKnown()))
            .toList();
    return new Items(items, items.size() < rows ? null : items.getLast().item());
  }

  @GET
  @Path("/{entity}/months/{month}")
  @Operation(summary = "What came and went in a month, by item and place; limit counts items")
  public Month month(
      @PathParam("entity") String entity,
      @PathParam("month") String month,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    YearMonth wanted = ReadParameters.month(month);
    int rows = Page.limit(limit);
    List<Moved> moved =
        figures.month(ReadParameters.entity(entity), wanted, text(after), rows).entrySet().stream()
            .map(
                each ->
                    new Moved(
                        each.getKey().item(),
                        each.getKey().counterpart().toString(),
                        quantity(each.getValue().quantity()),
                        amount(each.getValue().amount()),
                        amount(each.getValue().trueUp())))
            .toList();
    boolean isLast = moved.stream().map(Moved::item).distinct().count() < rows;
    return new Month(wanted, moved, isLast ? null : moved.getLast().item());
  }

  @GET
  @Path("/{entity}/late")
  @Operation(summary = "Movements that are booked in another month than they say, or not valued")
  public LateMovements late(
      @PathParam("entity") String entity,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    int rows = Page.limit(limit);
    List<Late> late =
        figures.late(ReadParameters.entity(entity), Page.after(after), rows).stream()
            .map(ValuationResource::late)
            .toList();
    return new LateMovements(late, late.size() < rows ? null : late.getLast().movement());
  }

  private static Late late(Figures.Late each) {
    return new Late(
        each.valuationSeq(),
        each.remark(),
        each.document().store().value(),
        each.document().terminal().value(),
        each.document().epoch(),
        each.document().n(),
        each.line(),
        each.item(),
        each.businessDate(),
        each.month(),
        quantity(each.quantity()),
        amount(each.amount()));
  }

  private static String text(String after) {
    return after == null ? "" : after;
  }

  private static String quantity(long thousandths) {
    return new Quantity(thousandths).toString();
  }

  private static String amount(long tenThousandths) {
    return new UnitPrice(tenThousandths).toString();
  }
}
