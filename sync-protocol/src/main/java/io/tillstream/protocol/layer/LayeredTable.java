package io.tillstream.protocol.layer;

import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.text.PlainText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tables that head office owns, in the order in which rows name each other. */
public enum LayeredTable {
  /** A tax code's rate. */
  TAX("tax", List.of("taxCode", "rateBasisPoints")),
  /** What the shop sells. */
  ITEM("item", List.of("item", "description", "taxCode", "stocked")),
  /** What the scanner reads. */
  BARCODE("barcode", List.of("barcode", "item")),
  /** What it costs, tax included. */
  PRICE("price", List.of("item", "unitPriceTenThousandths")),
  /** How the store is to work, by name. */
  SETTING("setting", List.of("name", "value"));

  private static final int KEY_LENGTH_MAX = 64;
  private static final int TEXT_LENGTH_MAX = 200;
  private static final int BASIS_POINTS_MAX = 10_000;

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  LayeredTable(String wireName, List<String> columns) {
    this.wireName = wireName;
    this.columns = columns;
  }

  /** The table of this name; empty for one of a later version. */
  public static Optional<LayeredTable> of(String wireName) {
    return Arrays.stream(values()).filter(table -> table.wireName.equals(wireName)).findFirst();
  }

  /** Its columns, the key first. */
  public List<String> columns() {
    return columns;
  }

  /**
   * What is wrong with a key, in words that follow the field's name; empty when nothing is.
   *
   * <p>A blank at the end is: SQL Server takes {@code "LAMP "} for {@code LAMP}.
   */
  public Optional<String> keyFault(String key) {
    if (key == null || key.isEmpty()) {
      return Optional.of("is missing");
    }
    if (key.length() > KEY_LENGTH_MAX) {
      return Optional.of("has more than " + KEY_LENGTH_MAX + " characters");
    }
    if (!key.equals(key.strip()) || (this == BARCODE && key.indexOf(' ') >= 0)) {
      return Optional.of("holds a blank where none may be");
    }
    return PlainText.is(key) ? Optional.empty() : Optional.of("holds what cannot be printed");
  }

  /**
   * What is wrong with a row, in words; empty when it is of this table's form. Whether the rows
   * that it names are there is another question.
   */
  public Optional<String> fault(List<Object> values) {
    if (values.size() != columns.size() || !(values.getFirst() instanceof String key)) {
      return Optional.of("is no row of " + wireName);
    }
    boolean isOfForm =
        keyFault(key).isEmpty()
            && switch (this) {
              case TAX -> isWithin(values.get(1), BASIS_POINTS_MAX);
              case ITEM ->
                  isText(values.get(1))
                      && (values.get(2) == null || isKey(values.get(2)))
                      && values.get(3) instanceof Boolean;
              case BARCODE -> isKey(values.get(1));
              case PRICE -> isWithin(values.get(1), UnitPrice.MAJOR_UNITS_MAX * 10_000);
              case SETTING -> isText(values.get(1));
            };
    return isOfForm ? Optional.empty() : Optional.of("has values that a " + wireName + " cannot");
  }

  private static boolean isKey(Object value) {
    return value instanceof String key && ITEM.keyFault(key).isEmpty();
  }

  private static boolean isText(Object value) {
    return value instanceof String text && text.length() <= TEXT_LENGTH_MAX && PlainText.is(text);
  }

  private static boolean isWithin(Object value, long most) {
    return value instanceof Long number && number >= 0 && number <= most;
  }

  /** Its name on the wire and in databases. */
  @Override
  public String toString() {
    return wireName;
  }
}
