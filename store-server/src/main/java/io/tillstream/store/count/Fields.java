package io.tillstream.store.count;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.InvalidAmount;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads what people's devices send about counts; all faults are found at once. One request. */
final class Fields {

  private static final int TEXT_LENGTH_MAX = 64;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,15})?");

  private final Faults faults = new Faults();

  static <B> B body(B body) {
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    return body;
  }

  void fault(String field, String detail) {
    faults.add(ProblemCode.INVALID_FIELD, field, detail);
  }

  void throwIfAny() {
    faults.throwIfAny();
  }

  String id(String field, String value) {
    if (!CountDetails.isId(value)) {
      fault(field, CountDetails.ID_RULE);
    }
    return value;
  }

  String text(String field, String value) {
    if (value == null || value.isBlank()) {
      fault(field, "is missing");
    } else if (value.length() > TEXT_LENGTH_MAX) {
      fault(field, "has more than " + TEXT_LENGTH_MAX + " characters");
    } else if (!value.equals(value.strip()) || !PlainText.is(value)) {
      fault(field, "begins or ends with a blank, or holds what cannot be printed");
    }
    return value;
  }

  String textIfGiven(String field, String value) {
    return value == null ? null : text(field, value);
  }

  CountDetails.Kind kind(String value) {
    for (CountDetails.Kind kind : CountDetails.Kind.values()) {
      if (kind.toString().equals(value)) {
        return kind;
      }
    }
    fault("kind", "must be full or partial");
    return null;
  }

  Location location(String value) {
    if (value == null) {
      return Location.SHOP_FLOOR;
    }
    for (Location place : Location.real()) {
      if (place.toString().equals(value)) {
        return place;
      }
    }
    fault("location", "must be one of " + Location.real());
    return null;
  }

  /** Nothing can be counted, too. */
  Quantity quantity(String field, JsonNode node) {
    BigDecimal value = null;
    if (node != null && node.isNumber()) {
      value = node.decimalValue();
    } else if (node != null && node.isTextual() && DECIMAL.matcher(node.textValue()).matches()) {
      value = new BigDecimal(node.textValue());
    }
    if (value == null) {
      fault(field, "is missing or is not a decimal number of 0 or more");
      return Quantity.ZERO;
    }
    try {
      Quantity quantity = Quantity.of(value);
      if (quantity.compareTo(Quantity.ZERO) < 0) {
        faults.add(ProblemCode.OUT_OF_RANGE, field, "must be 0 or more");
      }
      return quantity;
    } catch (InvalidAmount e) {
      ProblemCode code =
          switch (e.reason()) {
            case TOO_MANY_DECIMALS -> ProblemCode.TOO_MANY_DECIMALS;
            case OUT_OF_RANGE -> ProblemCode.OUT_OF_RANGE;
          };
      faults.add(code, field, e.getMessage());
      return Quantity.ZERO;
    }
  }
}
