package io.tillstream.endtoend.trade;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a till app asks its agent to record.
 *
 * @param type what kind of document
 * @param reference the till app's own; repeated requests carry the same; a mark's is the count's
 *     name
 * @param businessDate ISO, or null when the agent is to say
 * @param customer a customer's number, or null
 * @param person the name of a new customer, or null
 * @param lines none for a new customer and a day close; of a void, those of what it takes back
 * @param voided what a void takes back, or null
 */
public record Receipt(
    DocumentType type,
    String reference,
    String businessDate,
    String customer,
    String person,
    List<Line> lines,
    Receipt voided) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Copies the list. */
  public Receipt {
    lines = List.copyOf(lines);
  }

  /** One that takes nothing back. */
  public Receipt(
      DocumentType type,
      String reference,
      String businessDate,
      String customer,
      String person,
      List<Line> lines) {
    this(type, reference, businessDate, customer, person, lines, null);
  }

  /** Takes this one back. */
  public Receipt voidedAs(String voidReference) {
    return new Receipt(DocumentType.VOID, voidReference, businessDate, customer, null, lines, this);
  }

  /**
   * An item on it.
   *
   * @param item its code
   * @param barcode what was scanned instead of typing the code, or null
   * @param quantity positive
   * @param price null where the catalogue's holds
   * @param description null where the catalogue's holds
   * @param goods whether the shelf notices
   * @param serial of the one piece, or null
   */
  public record Line(
      String item,
      String barcode,
      Quantity quantity,
      UnitPrice price,
      String description,
      boolean goods,
      String serial) {

    /** Of something that has no serial numbers. */
    public Line(
        String item,
        String barcode,
        Quantity quantity,
        UnitPrice price,
        String description,
        boolean goods) {
      this(item, barcode, quantity, price, description, goods, null);
    }
  }

  /** Where the agent takes it. */
  public String path() {
    return switch (type) {
      case SALE -> "/v1/sales";
      case RETURN -> "/v1/returns";
      case WRITE_OFF -> "/v1/write-offs";
      case FINANCIAL_ADJUSTMENT -> "/v1/financial-adjustments";
      case CUSTOMER -> "/v1/customers";
      case VOID -> "/v1/voids";
      case DAY_CLOSE -> "/v1/day-closes";
      case COUNT_MARK -> "/v1/count-marks";
      case GOODS_RECEIPT,
          STOCK_MOVEMENT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE,
          COUNT,
          COUNT_RESTATEMENT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          throw new IllegalStateException("a store server makes documents of type " + type);
    };
  }

  /** The request body, JSON; of all but a void. */
  public byte[] body() {
    return body(null);
  }

  /**
   * The request body of a void, JSON.
   *
   * @param number printed on what it takes back
   */
  public byte[] bodyVoiding(String number) {
    return body(number);
  }

  private byte[] body(String voidedNumber) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + 96 * lines.size());
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("reference", reference);
      optional(json, "businessDate", businessDate);
      switch (type) {
        case VOID -> json.writeStringField("number", voidedNumber);
        case CUSTOMER -> json.writeStringField("name", person);
        case WRITE_OFF -> {
          json.writeStringField("reason", "stock adjustment");
          writeLines(json);
        }
        case SALE,
            RETURN,
            FINANCIAL_ADJUSTMENT,
            GOODS_RECEIPT,
            STOCK_MOVEMENT,
            TRANSFER_DISPATCH,
            TRANSFER_RECEIPT,
            TRANSFER_DIFFERENCE -> {
          optional(json, "customer", customer);
          writeLines(json);
        }
        case COUNT_MARK -> json.writeStringField("count", reference);
        case DAY_CLOSE, COUNT, COUNT_RESTATEMENT, CASE_SETTLEMENT, PROMISE, PROMISE_END -> {
          // Totals are the agent's to know, and people count at the store.
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private void writeLines(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("lines");
    for (Line line : lines) {
      write(json, line);
    }
    json.writeEndArray();
  }

  private void write(JsonGenerator json, Line line) throws IOException {
    json.writeStartObject();
    if (line.barcode() == null) {
      json.writeStringField("item", line.item());
    } else {
      json.writeStringField("barcode", line.barcode());
    }
    json.writeStringField("quantity", line.quantity().toString());
    optional(json, "serial", line.serial());
    // Goods that are written off have no price and no customer.
    if (type != DocumentType.WRITE_OFF) {
      optional(json, "unitPrice", line.price() == null ? null : line.price().toString());
      optional(json, "description", line.description());
    }
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }
}
