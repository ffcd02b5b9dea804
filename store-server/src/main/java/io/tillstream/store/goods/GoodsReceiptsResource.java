package io.tillstream.store.goods;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.problem.ProblemCode;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Records goods that arrive. */
@Path("/api/goods-receipts")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class GoodsReceiptsResource {

  private final Writer writer;
  private final AnswerOutcome answer;
  private final Shop shop;
  private final Clock clock;

  GoodsReceiptsResource(Writer writer, AnswerOutcome answer, Shop shop, Clock clock) {
    this.writer = writer;
    this.answer = answer;
    this.shop = shop;
    this.clock = clock;
  }

  /** Records goods once per reference. */
  @POST
  @Operation(
      summary = "Record a goods receipt",
      description =
          "201 when recorded, 200 when the same was recorded under this reference before. The goods"
              + " go to the shop floor, or where 'to' says. A line may say what one unit costs.")
  public RestResponse<DocumentSummary> receive(GoodsReceiptBody body) throws SQLException {
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    Faults faults = new Faults();
    ReadGoods read = new ReadGoods(faults);
    String reference = read.code("reference", body.reference());
    Location to = read.place("to", body.to());
    List<Goods> goods = read.arrivals(body.lines());
    faults.throwIfAny();
    RecordGoods command =
        new RecordGoods(
            shop,
            DocumentType.GOODS_RECEIPT,
            reference,
            LocalDate.now(clock.withZone(ZoneId.systemDefault())),
            null,
            to == Location.SHOP_FLOOR ? null : to,
            null,
            goods);
    return answer.answer(writer.ask(command), command.type(), reference, goods);
  }
}
