package io.tillstream.protocol.conflict;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of stock conflict that wait for a decision. */
public enum CaseKind {
  /** More was taken off the shop floor than was there; its subject is the item. */
  OVERSELL("oversell"),
  /** A transfer came short, came with too much, or does not come; its subject is the transfer. */
  TRANSFER("transfer"),
  /** One piece was sold more than once; its subject is the item and the serial number. */
  SERIAL("serial"),
  /** Nobody can say whether a posted count includes documents; its subject is the count. */
  COUNT("count"),
  /** An item was sold that nobody knows; its subject is the item, whose documents are parked. */
  UNKNOWN_ITEM("unknown-item"),
  /** An item was sold that was not for sale any more; its subject is the item. */
  BLOCKED("blocked"),
  /** Less is there than was promised to customers; its subject is the item. */
  PROMISED("promised"),
  /** A price or a tax rate was charged that was the store's no more; its subject is the till. */
  PRICE("price");

  private final String wireName;

  CaseKind(String wireName) {
    this.wireName = wireName;
  }

  /** The kind of this name; empty when a later version has added it. */
  public static Optional<CaseKind> find(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static CaseKind of(String wireName) {
    return find(wireName)
        .orElseThrow(() -> new IllegalArgumentException("no kind of case '" + wireName + "'"));
  }

  @Override
  @JsonValue
  public String toString() {
    return wireName;
  }
}
