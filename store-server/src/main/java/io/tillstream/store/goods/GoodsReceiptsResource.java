package io.tillstream.store.goods;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.money.InvalidAmount;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.store.document.Documents;
import io.tillstream.store.document.ShownDocument;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Records goods that arrive. */
@Path("/api/goods-receipts")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class GoodsReceiptsResource {

  private static final int TEXT_LENGTH_MAX = 64;

  private final Writer writer;
  private final Documents documents;
  private final Shop shop;
  private final Clock clock;

  GoodsReceiptsResource(Writer writer, Documents documents, Shop shop, Clock clock) {
    this.writer = writer;
    this.documents = documents;
    this.shop = shop;
    this.clock = clock;
  }

  /** Records goods once per reference. */
  @POST
  @Operation(
      summary = "Record a goods receipt",
      description =
          "201 when recorded, 200 when the same was recorded under this reference before.")
  public RestResponse<DocumentSummary> receive(GoodsReceiptBody body) throws SQLException {
    List<RecordGoodsReceipt.Arrived> lines = read(body);
    RecordGoodsReceipt command =
        new RecordGoodsReceipt(
            shop, body.reference(), lines, LocalDate.now(clock.withZone(ZoneId.systemDefault())));
    return switch (writer.ask(command)) {
      case GoodsReceived.Recorded(long seq) ->
          RestResponse.status(RestResponse.Status.CREATED, summary(seq));
      case GoodsReceived.Repeated(long seq) -> RestResponse.ok(summary(seq));
      case GoodsReceived.ReferenceReused() ->
          throw ProblemException.of(
                  ProblemCode.REFERENCE_REUSED,
                  "other goods were received under " + body.reference())
              .field("reference", "belongs to another goods receipt");
      case GoodsReceived.UnknownItems(Set<String> unknown) -> {
        Faults faults = new Faults();
        for (int i = 0; i < lines.size(); i++) {
          if (unknown.contains(lines.get(i).item())) {
            faults.add(
                ProblemCode.INVALID_FIELD,
                "lines[" + i + "].item",
                "the catalogue has no item '" + lines.get(i).item() + "'");
          }
        }
        faults.throwIfAny();
        throw new IllegalStateException("no line has any of " + unknown);
      }
    };
  }

  private DocumentSummary summary(long seq) throws SQLException {
    return documents
        .at(seq)
        .map(ShownDocument::summary)
        .orElseThrow(() -> new IllegalStateException("document " + seq + " was just recorded"));
  }

  private static List<RecordGoodsReceipt.Arrived> read(GoodsReceiptBody body) {
    Faults faults = new Faults();
    List<RecordGoodsReceipt.Arrived> lines = new ArrayList<>();
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    text(faults, "reference", body.reference());
    if (body.lines() == null || body.lines().isEmpty()) {
      faults.add(ProblemCode.INVALID_FIELD, "lines", "are missing");
    } else if (body.lines().size() > Document.LINES_MAX) {
      faults.add(ProblemCode.INVALID_FIELD, "lines", "are more than " + Document.LINES_MAX);
    } else {
      for (int i = 0; i < body.lines().size(); i++) {
        lines.add(read(faults, "lines[" + i + "]", body.lines().get(i)));
      }
    }
    faults.throwIfAny();
    return lines;
  }

  private static RecordGoodsReceipt.Arrived read(
      Faults faults, String path, GoodsReceiptBody.LineBody line) {
    if (line == null) {
      faults.add(ProblemCode.INVALID_FIELD, path, "is missing");
      return null;
    }
    text(faults, path + ".item", line.item());
    return new RecordGoodsReceipt.Arrived(
        line.item(), quantity(faults, path + ".quantity", line.quantity()));
  }

  private static void text(Faults faults, String path, String value) {
    if (value == null || value.isBlank()) {
      faults.add(ProblemCode.INVALID_FIELD, path, "is missing");
    } else if (value.length() > TEXT_LENGTH_MAX) {
      faults.add(
          ProblemCode.INVALID_FIELD, path, "has more than " + TEXT_LENGTH_MAX + " characters");
    } else if (!value.equals(value.strip())) {
      faults.add(ProblemCode.INVALID_FIELD, path, "begins or ends with a blank");
    } else if (!PlainText.is(value)) {
      faults.add(ProblemCode.INVALID_FIELD, path, "holds what cannot be printed");
    }
  }

  private static Quantity quantity(Faults faults, String path, JsonNode node) {
    BigDecimal value = decimal(node);
    if (value == null) {
      faults.add(
          ProblemCode.INVALID_FIELD,
          path,
          node == null || node.isNull() ? "is missing" : "is not a decimal number");
      return Quantity.ZERO;
    }
    try {
      Quantity quantity = Quantity.of(value);
      if (!quantity.isPositive()) {
        faults.add(ProblemCode.OUT_OF_RANGE, path, "must be more than 0");
      }
      return quantity;
    } catch (InvalidAmount e) {
      ProblemCode code =
          switch (e.reason()) {
            case TOO_MANY_DECIMALS -> ProblemCode.TOO_MANY_DECIMALS;
            case OUT_OF_RANGE -> ProblemCode.OUT_OF_RANGE;
          };
      faults.add(code, path, e.getMessage());
      return Quantity.ZERO;
    }
  }

  private static BigDecimal decimal(JsonNode node) {
    if (node != null && node.isNumber()) {
      return node.decimalValue();
    }
    boolean plain =
        node != null
            && node.isTextual()
            && node.textValue().matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?");
    return plain ? new BigDecimal(node.textValue()) : null;
  }
}
