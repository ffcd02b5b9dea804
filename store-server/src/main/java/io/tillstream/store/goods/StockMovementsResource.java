package io.tillstream.store.goods;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.store.own.AnswerOutcome;
import io.tillstream.store.own.Goods;
import io.tillstream.store.own.ReadGoods;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Records goods that move within the store, are scrapped, missed, found or sent back. */
@Path("/api/stock-movements")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class StockMovementsResource {

  private final Writer writer;
  private final AnswerOutcome answer;
  private final Shop shop;
  private final Clock clock;

  StockMovementsResource(Writer writer, AnswerOutcome answer, Shop shop, Clock clock) {
    this.writer = writer;
    this.answer = answer;
    this.shop = shop;
    this.clock = clock;
  }

  /** Records a movement once per reference. */
  @POST
  @Operation(
      summary = "Record a stock movement",
      description =
          "From shop-floor or back-room to the other one, to scrap, adjustment or supplier; or from"
              + " adjustment. 201 when recorded, 200 when the same was recorded under this"
              + " reference before.")
  public RestResponse<DocumentSummary> move(StockMovementBody body) throws SQLException {
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    Faults faults = new Faults();
    ReadGoods read = new ReadGoods(faults);
    String reference = read.code("reference", body.reference());
    Optional<Location> from = read.location("from", body.from());
    Optional<Location> to = read.location("to", body.to());
    if (from.isPresent() && to.isPresent()) {
      way(read, new Route(from.get(), to.get()), body.reason());
    }
    List<Goods> goods = read.lines(body.lines());
    faults.throwIfAny();
    RecordGoods command =
        new RecordGoods(
            shop,
            DocumentType.STOCK_MOVEMENT,
            reference,
            LocalDate.now(clock.withZone(ZoneId.systemDefault())),
            from.orElseThrow(),
            to.orElseThrow(),
            body.reason(),
            goods);
    return answer.answer(writer.ask(command), command.type(), reference, goods);
  }

  private static void way(ReadGoods read, Route way, String reason) {
    if (!way.isOfAStockMovement()) {
      read.fault("to", "goods do not move from %s to %s".formatted(way.from(), way.to()));
    } else if (way.needsReason() || reason != null) {
      read.reason("reason", reason);
    }
  }
}
