package io.tillstream.agent.till;

import io.tillstream.agent.journal.Fingerprint;
import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/**
 * A sound request, before it is priced: numbers scaled, so that {@code 6}, {@code "6"} and {@code
 * 6.0} are one.
 *
 * @param type what to record
 * @param reference the till app's own; once per type
 * @param businessDate the day it counts for, or null for today
 * @param cashier or null
 * @param customer a customer's number, or null
 * @param reason why goods are written off, or null
 * @param goodsTo where returned goods go instead of the shop floor, or null
 * @param person the new customer, or null
 * @param lines as asked for
 * @param tenders or null
 * @param leased the shared ranges that it takes a number of, in their order, or null
 */
record TillRequest(
    DocumentType type,
    String reference,
    LocalDate businessDate,
    String cashier,
    String customer,
    String reason,
    Location goodsTo,
    Person person,
    List<Wanted> lines,
    List<Tender> tenders,
    List<String> leased) {

  /**
   * A line as asked for.
   *
   * @param item the code, or null when a barcode is given
   * @param barcode or null
   * @param quantity more than nothing
   * @param unitPrice or null for the catalogue's
   * @param description or null for the catalogue's
   * @param serial of the one piece, or null
   */
  record Wanted(
      String item,
      String barcode,
      Quantity quantity,
      UnitPrice unitPrice,
      String description,
      String serial) {}

  /** Equal for equal requests only, whatever the catalogue says today. */
  Fingerprint fingerprint() {
    CanonicalJson json = new CanonicalJson(256 + 96 * lines.size());
    json.open('{')
        .field("type", type.toString())
        .field("reference", reference)
        .field("businessDate", businessDate == null ? null : businessDate.toString())
        .field("cashier", cashier)
        .field("customer", customer)
        .field("reason", reason)
        .field("goodsTo", goodsTo == null ? null : goodsTo.toString());
    if (person != null) {
      json.field("name", person.name())
          .field("phone", person.phone())
          .field("email", person.email());
    }
    json.name("lines").open('[');
    for (Wanted line : lines) {
      json.element()
          .open('{')
          .field("item", line.item())
          .field("barcode", line.barcode())
          .field("quantity", line.quantity().thousandths())
          .field("unitPrice", line.unitPrice() == null ? null : line.unitPrice().tenThousandths())
          .field("description", line.description())
          .field("serial", line.serial())
          .close('}');
    }
    json.close(']');
    if (tenders != null) {
      json.name("tenders").open('[');
      for (Tender tender : tenders) {
        json.element()
            .open('{')
            .field("type", tender.type())
            .field("amount", tender.amountMinor())
            .close('}');
      }
      json.close(']');
    }
    if (leased != null) {
      json.field("leased", String.join(",", leased));
    }
    return Fingerprint.of(json.close('}').toString().getBytes(StandardCharsets.UTF_8));
  }
}
