package io.tillstream.agent.till;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.problem.ReadJacksonFault;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/**
 * Reads what a till app sent, by hand: every fault is found in one reading and named by its field.
 * Pure; thread-safe.
 */
final class ReadRequest {

  private static final int CODE_CHARACTERS_MAX = 64;
  private static final int NAME_CHARACTERS_MAX = 200;
  private static final int TENDERS_MAX = 20;

  private static final ObjectReader JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readerFor(JsonNode.class)
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final Set<String> TRADE =
      Set.of("reference", "businessDate", "cashier", "customer", "lines", "tenders", "leased");
  private static final Set<String> RETURN =
      Set.of(
          "reference",
          "businessDate",
          "cashier",
          "customer",
          "lines",
          "tenders",
          "leased",
          "goodsTo");
  private static final Set<String> WRITE_OFF =
      Set.of("reference", "businessDate", "cashier", "reason", "lines");
  private static final Set<String> CUSTOMER =
      Set.of("reference", "businessDate", "cashier", "name", "phone", "email");
  private static final Set<String> TRADE_LINE =
      Set.of("item", "barcode", "quantity", "unitPrice", "description", "serial");
  private static final Set<String> WRITE_OFF_LINE =
      Set.of("item", "barcode", "quantity", "description");
  private static final int LEASED_MAX = 20;
  private static final int RANGE_CHARACTERS_MAX = 24;
  private static final Set<String> LEASED = Set.of("range");
  private static final Set<String> TENDER = Set.of("type", "amount");

  private final DocumentType type;
  private final Currency currency;
  private final Faults faults = new Faults();

  private ReadRequest(DocumentType type, Currency currency) {
    this.type = type;
    this.currency = currency;
  }

  /**
   * Reads a request.
   *
   * @throws ProblemException naming everything that is wrong with it
   */
  static TillRequest of(byte[] body, DocumentType type, Currency currency) {
    ReadRequest reading = new ReadRequest(type, currency);
    TillRequest request = reading.request(json(body));
    reading.faults.throwIfAny();
    return request;
  }

  static JsonNode json(byte[] body) {
    try {
      JsonNode tree = body.length == 0 ? null : JSON.readTree(body);
      if (tree == null || !tree.isObject()) {
        throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is not a JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw ReadJacksonFault.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TillRequest request(JsonNode body) {
    Fields fields = new Fields(body, "", faults).onlyOf(knownFields());
    return new TillRequest(
        type,
        fields.requiredCode("reference", CODE_CHARACTERS_MAX),
        fields.date("businessDate"),
        fields.text("cashier", CODE_CHARACTERS_MAX),
        type == DocumentType.CUSTOMER ? null : fields.code("customer", CODE_CHARACTERS_MAX),
        type == DocumentType.WRITE_OFF ? fields.requiredText("reason", NAME_CHARACTERS_MAX) : null,
        type == DocumentType.RETURN ? goodsTo(fields) : null,
        type == DocumentType.CUSTOMER ? person(fields) : null,
        type == DocumentType.CUSTOMER ? List.of() : lines(fields),
        tenders(fields),
        leased(fields));
  }

  private Set<String> knownFields() {
    return switch (type) {
      case SALE, FINANCIAL_ADJUSTMENT -> TRADE;
      case RETURN -> RETURN;
      case WRITE_OFF -> WRITE_OFF;
      case CUSTOMER -> CUSTOMER;
      case VOID,
          DAY_CLOSE,
          COUNT_MARK,
          GOODS_RECEIPT,
          STOCK_MOVEMENT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE,
          COUNT,
          COUNT_RESTATEMENT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          throw new IllegalArgumentException(type + " has a request of its own, or none");
    };
  }

  /** Null for the shop floor, which a document does not say. */
  private static Location goodsTo(Fields fields) {
    String place = fields.code("goodsTo", CODE_CHARACTERS_MAX);
    if (place == null || place.equals(Location.SHOP_FLOOR.toString())) {
      return null;
    }
    if (!place.equals(Location.SCRAP.toString())) {
      fields.fault(ProblemCode.INVALID_FIELD, "goodsTo", "is neither shop-floor nor scrap");
    }
    return Location.SCRAP;
  }

  private Person person(Fields fields) {
    return new Person(
        fields.requiredText("name", NAME_CHARACTERS_MAX),
        fields.text("phone", CODE_CHARACTERS_MAX),
        fields.text("email", NAME_CHARACTERS_MAX));
  }

  private List<TillRequest.Wanted> lines(Fields fields) {
    JsonNode list = fields.list("lines");
    if (list == null || list.isEmpty()) {
      if (fields.isAbsent("lines") || list != null) {
        fields.fault(ProblemCode.INVALID_FIELD, "lines", "is missing: at least one line");
      }
      return List.of();
    }
    if (list.size() > Document.LINES_MAX) {
      fields.fault(
          ProblemCode.OUT_OF_RANGE, "lines", "must have at most " + Document.LINES_MAX + " lines");
      return List.of();
    }
    List<TillRequest.Wanted> lines = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Fields line = fields.element("lines", list, i);
      if (line != null) {
        lines.add(line(line));
      }
    }
    return lines;
  }

  private TillRequest.Wanted line(Fields line) {
    line.onlyOf(type == DocumentType.WRITE_OFF ? WRITE_OFF_LINE : TRADE_LINE);
    if (line.isAbsent("item") == line.isAbsent("barcode")) {
      line.fault(ProblemCode.INVALID_FIELD, "item", "or a barcode must be given, and not both");
    }
    Quantity quantity = line.requiredNumber("quantity", Quantity::of);
    if (quantity != null && !quantity.isPositive()) {
      line.fault(ProblemCode.OUT_OF_RANGE, "quantity", "must be more than 0");
    }
    UnitPrice price =
        type == DocumentType.WRITE_OFF ? null : line.number("unitPrice", UnitPrice::of);
    if (price != null && price.tenThousandths() < 0 && type != DocumentType.FINANCIAL_ADJUSTMENT) {
      line.fault(ProblemCode.OUT_OF_RANGE, "unitPrice", "must not be negative");
    }
    return new TillRequest.Wanted(
        line.code("item", CODE_CHARACTERS_MAX),
        line.code("barcode", CODE_CHARACTERS_MAX),
        quantity,
        price,
        line.text("description", NAME_CHARACTERS_MAX),
        serial(line, quantity));
  }

  /** A number is of one piece: two pieces are two lines. */
  private static String serial(Fields line, Quantity quantity) {
    String serial = line.code("serial", Line.SERIAL_LENGTH_MAX);
    if (serial != null && quantity != null && !quantity.equals(Quantity.ofUnits(1))) {
      line.fault(ProblemCode.INVALID_FIELD, "quantity", "must be 1 where a serial is given");
    }
    return serial;
  }

  private List<String> leased(Fields fields) {
    JsonNode list = fields.list("leased");
    if (list == null) {
      return null;
    }
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < list.size() && i < LEASED_MAX; i++) {
      Fields leased = fields.element("leased", list, i);
      if (leased != null) {
        String range = leased.onlyOf(LEASED).requiredCode("range", RANGE_CHARACTERS_MAX);
        if (ranges.contains(range)) {
          leased.fault(ProblemCode.INVALID_FIELD, "range", "is asked for twice");
        }
        ranges.add(range);
      }
    }
    if (list.isEmpty() || list.size() > LEASED_MAX) {
      fields.fault(ProblemCode.OUT_OF_RANGE, "leased", "must have 1 to " + LEASED_MAX + " ranges");
    }
    return ranges;
  }

  private List<Tender> tenders(Fields fields) {
    JsonNode list = fields.list("tenders");
    if (list == null) {
      return null;
    }
    if (list.isEmpty() || list.size() > TENDERS_MAX) {
      fields.fault(
          ProblemCode.OUT_OF_RANGE, "tenders", "must have 1 to " + TENDERS_MAX + " tenders");
      return null;
    }
    List<Tender> tenders = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Fields tender = fields.element("tenders", list, i);
      if (tender != null) {
        tender.onlyOf(TENDER);
        String means = tender.requiredCode("type", CODE_CHARACTERS_MAX);
        Money amount = tender.requiredNumber("amount", decimal -> Money.of(decimal, currency));
        tenders.add(new Tender(means, amount == null ? 0 : amount.minor()));
      }
    }
    return tenders;
  }
}
