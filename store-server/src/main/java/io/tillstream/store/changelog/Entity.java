package io.tillstream.store.changelog;

import java.util.Arrays;
import java.util.List;

/**
 * What a row of the change log is about. State has columns and travels down to the terminals; facts
 * have none and travel up to head office.
 */
public enum Entity {
  /** A document was received. */
  DOCUMENT("document", List.of()),
  /** A parked document was booked after all. */
  RELEASE("release", List.of()),
  /** A person has decided that a parked document stays unbooked. */
  DISMISSAL("dismissal", List.of()),
  /** What the shop sells. */
  ITEM("item", List.of("item", "description", "taxCode", "stocked")),
  /** What the scanner reads. */
  BARCODE("barcode", List.of("barcode", "item")),
  /** What it costs, tax included. */
  PRICE("price", List.of("item", "unitPriceTenThousandths")),
  /** A tax code's rate. */
  TAX("tax", List.of("taxCode", "rateBasisPoints")),
  /** What is on hand on the shop floor. */
  STOCK("stock", List.of("item", "quantityThousandths"));

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  Entity(String wireName, List<String> columns) {
    this.wireName = wireName;
    this.columns = columns;
  }

  /** The entity of this name in the log. */
  public static Entity of(String wireName) {
    return Arrays.stream(values())
        .filter(entity -> entity.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no entity '" + wireName + "'"));
  }

  /** The names of an image's columns, the key first; empty for facts. */
  public List<String> columns() {
    return columns;
  }

  /** Its name in the log and on the wire. */
  @Override
  public String toString() {
    return wireName;
  }
}
