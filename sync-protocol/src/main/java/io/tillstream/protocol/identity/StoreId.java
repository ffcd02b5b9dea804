package io.tillstream.protocol.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One shop, as printed on receipts and used in every key.
 *
 * @param value one to eight capital letters and digits, so that it can stand in a document number
 */
public record StoreId(String value) implements Comparable<StoreId> {

  /**
   * Checks the form.
   *
   * @throws InvalidIdentity when the text is not one to eight capital letters and digits
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public StoreId {
    InvalidIdentity.requireShortName("store", value);
  }

  @Override
  public int compareTo(StoreId other) {
    return value.compareTo(other.value);
  }

  @Override
  @JsonValue
  public String toString() {
    return value;
  }
}
