package io.tillstream.protocol.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One till position within its store.
 *
 * @param value one to eight capital letters and digits, so that it can stand in a document number
 */
public record TerminalId(String value) implements Comparable<TerminalId> {

  /** The maker of the documents that a store server makes itself, such as goods receipts. */
  public static final TerminalId STORE_ITSELF = new TerminalId("STORE");

  /**
   * Checks the form.
   *
   * @throws InvalidIdentity when the text is not one to eight capital letters and digits
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TerminalId {
    InvalidIdentity.requireShortName("terminal", value);
  }

  @Override
  public int compareTo(TerminalId other) {
    return value.compareTo(other.value);
  }

  @Override
  @JsonValue
  public String toString() {
    return value;
  }
}
