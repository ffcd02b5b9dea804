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
 * @param reference the till app's own; repeated requests carry the same
 * @param businessDate ISO
 * @param customer a customer's number, or null
 * @param person the name of a new customer, or null
 * @param lines none for a new customer
 */
public record Receipt(
    DocumentType type,
    String reference,
    String businessDate,
    String customer,
    String person,
    List<Line> lines) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Copies the list. */
  public Receipt {
    lines = List.copyOf(lines);
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
   */
  public record Line(
      String item,
      String barcode,
      Quantity quantity,
      UnitPrice price,
      String description,
      boolean goods) {}

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
      case GOODS_RECEIPT -> throw new IllegalStateException("a store server makes goods receipts");
    };
  }

  /** The request body, JSON. */
  public byte[] body() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + 96 * lines.size());
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("reference", reference);
      optional(json, "businessDate", businessDate);
      optional(json, "customer", customer);
      if (type == DocumentType.WRITE_OFF) {
        json.writeStringField("reason", "stock adjustment");
      }
      if (type == DocumentType.CUSTOMER) {
        json.writeStringField("name", person);
      } else {
        json.writeArrayFieldStart("lines");
        for (Line line : lines) {
          write(json, line);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json, Line line) throws IOException {
    json.writeStartObject();
    if (line.barcode() == null) {
      json.writeStringField("item", line.item());
    } else {
      json.writeStringField("barcode", line.barcode());
    }
    json.writeStringField("quantity", line.quantity().toString());
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
