package io.tillstream.protocol.document;

import java.nio.charset.StandardCharsets;

/**
 * Writes the canonical form: fields in the order of the specification, absent ones left out, no
 * white space.
 */
final class CanonicalDocument {

  private CanonicalDocument() {}

  static byte[] encode(Document d) {
    CanonicalJson json = new CanonicalJson(256 + 192 * d.lines().size());
    json.open('{')
        .field("v", d.v())
        .field("store", d.store().value())
        .field("terminal", d.terminal().value())
        .field("epoch", d.epoch())
        .field("n", d.n())
        .field("type", d.type().toString())
        .field("number", d.number())
        .field("reference", d.reference())
        .field("businessDate", d.businessDate())
        .field("recordedAt", d.recordedAt())
        .field("skewMillis", d.skewMillis())
        .field("offline", d.offline())
        .field("currency", d.currency())
        .field("cashier", d.cashier())
        .field("customer", d.customer())
        .field("reason", d.reason());
    if (d.person() != null) {
      json.name("person")
          .open('{')
          .field("name", d.person().name())
          .field("phone", d.person().phone())
          .field("email", d.person().email())
          .close('}');
    }
    json.name("lines").open('[');
    for (Line line : d.lines()) {
      encode(json.element(), line);
    }
    json.close(']');
    if (d.tenders() != null) {
      json.name("tenders").open('[');
      for (Tender tender : d.tenders()) {
        json.element()
            .open('{')
            .field("type", tender.type())
            .field("amountMinor", tender.amountMinor())
            .close('}');
      }
      json.close(']');
    }
    json.field("totalMinor", d.totalMinor()).close('}');
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void encode(CanonicalJson json, Line line) {
    json.open('{')
        .field("item", line.item())
        .field("description", line.description())
        .field("quantityThousandths", line.quantityThousandths())
        .field("unitPriceTenThousandths", line.unitPriceTenThousandths())
        .field("totalMinor", line.totalMinor())
        .field("taxCode", line.taxCode())
        .field("taxRateBasisPoints", line.taxRateBasisPoints())
        .field("taxMinor", line.taxMinor())
        .field("movesStock", line.movesStock())
        .close('}');
  }
}
