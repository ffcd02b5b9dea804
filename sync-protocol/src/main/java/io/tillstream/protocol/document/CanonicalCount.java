package io.tillstream.protocol.document;

/** Writes what a document says of a count, fields in the order of the specification. */
final class CanonicalCount {

  private CanonicalCount() {}

  static void encode(CanonicalJson json, CountDetails count) {
    json.open('{')
        .field("id", count.id())
        .field("kind", count.kind() == null ? null : count.kind().toString())
        .field("location", count.location() == null ? null : count.location().toString())
        .field("part", count.part())
        .field("parts", count.parts())
        .field("countedBy", count.countedBy())
        .field("approvedBy", count.approvedBy());
    if (count.cut() != null) {
      json.name("cut").open('[');
      count.cut().forEach(place -> encode(json.element(), place));
      json.close(']');
    }
    if (count.restates() != null) {
      encode(json.name("restates"), count.restates());
    }
    if (count.lines() != null) {
      json.name("lines").open('[');
      for (CountDetails.CountLine line : count.lines()) {
        json.element()
            .open('{')
            .field("item", line.item())
            .field("countedThousandths", line.countedThousandths())
            .field("varianceThousandths", line.varianceThousandths())
            .close('}');
      }
      json.close(']');
    }
    json.close('}');
  }

  private static void encode(CanonicalJson json, CountDetails.Place place) {
    json.open('{')
        .field("terminal", place.terminal().value())
        .field("epoch", place.epoch())
        .field("n", place.n())
        .field("unmarked", place.unmarked())
        .close('}');
  }
}
