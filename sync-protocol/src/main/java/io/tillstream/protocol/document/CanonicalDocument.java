package io.tillstream.protocol.document;

import java.nio.charset.StandardCharsets;
import java.util.List;

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
        .field("series", d.series())
        .field("counter", d.counter())
        .field("period", d.period())
        .field("reference", d.reference())
        .field("businessDate", d.businessDate())
        .field("recordedAt", d.recordedAt())
        .field("skewMillis", d.skewMillis())
        .field("offline", d.offline())
        .field("catalogueSeq", d.catalogueSeq())
        .field("currency", d.currency())
        .field("cashier", d.cashier())
        .field("customer", d.customer())
        .field("reason", d.reason())
        .field("from", name(d.from()))
        .field("to", name(d.to()))
        .field("goodsTo", name(d.goodsTo()));
    references(json, d);
    if (d.closes() != null) {
      totals(json.name("closes"), d.closes());
    }
    if (d.count() != null) {
      CanonicalCount.encode(json.name("count"), d.count());
    }
    if (d.person() != null) {
      json.name("person")
          .open('{')
          .field("name", d.person().name())
          .field("phone", d.person().phone())
          .field("email", d.person().email())
          .close('}');
    }
    if (d.settles() != null) {
      settled(json.name("settles"), d.settles());
    }
    json.name("lines").open('[');
    for (Line line : d.lines()) {
      encode(json.element(), line);
    }
    json.close(']');
    if (d.tenders() != null) {
      tenders(json.name("tenders"), d.tenders());
    }
    json.field("totalMinor", d.totalMinor()).close('}');
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String name(Location location) {
    return location == null ? null : location.toString();
  }

  private static void references(CanonicalJson json, Document d) {
    if (d.transfer() != null) {
      json.name("transfer")
          .open('{')
          .field("id", d.transfer().id())
          .field("store", d.transfer().store().value())
          .field("part", d.transfer().part())
          .close('}');
    }
    if (d.voids() != null) {
      json.name("voids")
          .open('{')
          .field("epoch", d.voids().epoch())
          .field("n", d.voids().n())
          .field("type", d.voids().type().toString())
          .field("number", d.voids().number())
          .close('}');
    }
    if (d.replaces() != null) {
      json.name("replaces")
          .open('{')
          .field("epoch", d.replaces().epoch())
          .field("n", d.replaces().n())
          .field("number", d.replaces().number())
          .close('}');
    }
    if (d.leased() != null) {
      json.name("leased").open('[');
      for (LeasedNumber leased : d.leased()) {
        json.element()
            .open('{')
            .field("range", leased.range())
            .field("number", leased.number())
            .close('}');
      }
      json.close(']');
    }
  }

  private static void settled(CanonicalJson json, SettledCase settled) {
    json.open('{')
        .field("number", settled.number())
        .field("kind", settled.kind())
        .field("subject", settled.subject())
        .field("choice", settled.choice())
        .field("by", settled.by())
        .name("documents")
        .open('[');
    settled.documents().forEach(document -> json.element(document));
    json.close(']');
    if (settled.expects() != null) {
      json.name("expects")
          .open('{')
          .field("item", settled.expects().item())
          .field("quantityThousandths", settled.expects().quantityThousandths())
          .field("from", settled.expects().from() == null ? null : settled.expects().from().value())
          .close('}');
    }
    json.field("corrects", settled.corrects())
        .field("count", settled.count())
        .field("rule", settled.rule())
        .field("version", settled.version())
        .close('}');
  }

  private static void totals(CanonicalJson json, DayTotals totals) {
    json.open('{').field("from", totals.from()).field("to", totals.to()).name("types").open('[');
    for (DayTotals.OfType each : totals.types()) {
      json.element()
          .open('{')
          .field("type", each.type().toString())
          .field("documents", each.documents())
          .field("totalMinor", each.totalMinor())
          .close('}');
    }
    json.close(']');
    tenders(json.name("tenders"), totals.tenders());
    json.close('}');
  }

  private static void tenders(CanonicalJson json, List<Tender> tenders) {
    json.open('[');
    for (Tender tender : tenders) {
      json.element()
          .open('{')
          .field("type", tender.type())
          .field("amountMinor", tender.amountMinor())
          .close('}');
    }
    json.close(']');
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
        .field("unitCostTenThousandths", line.unitCostTenThousandths())
        .field("serial", line.serial())
        .close('}');
  }
}
