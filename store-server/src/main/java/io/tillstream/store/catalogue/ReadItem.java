package io.tillstream.store.catalogue;

import io.tillstream.platform.problem.Faults;
import io.tillstream.protocol.money.InvalidAmount;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the values of one item as people write them, and notes every fault. One use, one thread.
 */
final class ReadItem {

  private static final int KEY_LENGTH_MAX = 64;
  private static final int DESCRIPTION_LENGTH_MAX = 200;
  private static final int BARCODES_MAX = 100;
  private static final int BASIS_POINT_DECIMALS = 2;
  private static final int RATE_BASIS_POINTS_MAX = 10_000;

  private final Faults faults;
  private final Integer line;

  /** Reads into these faults; {@code line} is null where there are no lines. */
  ReadItem(Faults faults, Integer line) {
    this.faults = faults;
    this.line = line;
  }

  /** A code that is compared exactly; null after noting why it cannot be one. */
  String key(String field, String value) {
    if (value == null || value.isEmpty()) {
      fault(field, "is missing");
      return null;
    }
    if (value.length() > KEY_LENGTH_MAX) {
      fault(field, "has more than " + KEY_LENGTH_MAX + " characters");
      return null;
    }
    if (!value.equals(value.strip())) {
      fault(field, "begins or ends with a blank");
      return null;
    }
    return plain(field, value);
  }

  /** A group; null when absent. */
  String group(String value) {
    return value == null || value.isEmpty() ? null : key("group", value);
  }

  /** What the receipt says; empty when absent. */
  String description(String value) {
    if (value == null) {
      return "";
    }
    if (value.length() > DESCRIPTION_LENGTH_MAX) {
      fault("description", "has more than " + DESCRIPTION_LENGTH_MAX + " characters");
      return null;
    }
    return plain("description", value);
  }

  /** A price of at least nothing; null when absent. */
  UnitPrice price(String value) {
    BigDecimal decimal = decimal("price", value);
    if (decimal == null) {
      return null;
    }
    if (decimal.signum() < 0) {
      fault("price", "must not be negative");
      return null;
    }
    try {
      return UnitPrice.of(decimal);
    } catch (InvalidAmount e) {
      fault("price", e.getMessage());
      return null;
    }
  }

  /** A tax rate in percent, as basis points; null when absent. */
  Integer rate(String field, String value) {
    BigDecimal percent = decimal(field, value);
    if (percent == null) {
      return null;
    }
    BigDecimal basisPoints =
        percent.scale() > 100 ? percent : percent.movePointRight(BASIS_POINT_DECIMALS);
    if (percent.signum() < 0
        || percent.precision() - (long) percent.scale() > 3
        || basisPoints.compareTo(BigDecimal.valueOf(RATE_BASIS_POINTS_MAX)) > 0) {
      fault(field, "must be between 0 and 100 percent");
      return null;
    }
    if (basisPoints.signum() != 0 && basisPoints.stripTrailingZeros().scale() > 0) {
      fault(field, "must have at most two decimals");
      return null;
    }
    return basisPoints.intValue();
  }

  /** Barcodes separated by blanks. */
  List<String> barcodes(String value) {
    return value == null || value.isBlank()
        ? List.of()
        : barcodes(List.of(value.strip().split("\\s+")));
  }

  /** Barcodes, one by one. */
  List<String> barcodes(List<String> values) {
    if (values.size() > BARCODES_MAX) {
      fault("barcodes", "are more than " + BARCODES_MAX);
      return List.of();
    }
    List<String> read = new ArrayList<>();
    for (String value : values) {
      String barcode = key("barcodes", value);
      if (barcode != null && barcode.indexOf(' ') >= 0) {
        fault("barcodes", "'" + barcode + "' holds a blank");
      } else if (barcode != null && read.contains(barcode)) {
        fault("barcodes", "'" + barcode + "' is named twice");
      } else if (barcode != null) {
        read.add(barcode);
      }
    }
    return read;
  }

  /** Whether goods move; true when absent. */
  boolean stocked(String value) {
    if (value == null || value.isEmpty() || value.equals("true")) {
      return true;
    }
    if (!value.equals("false")) {
      fault("stocked", "must be true or false");
    }
    return false;
  }

  /** Notes a fault. */
  void fault(String field, String detail) {
    faults.add(ProblemCode.INVALID_FIELD, new FieldError(line, field, detail));
  }

  private String plain(String field, String value) {
    if (!PlainText.is(value)) {
      fault(field, "holds what cannot be printed");
      return null;
    }
    return value;
  }

  private BigDecimal decimal(String field, String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    if (!value.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      fault(field, "is not a plain decimal number");
      return null;
    }
    return new BigDecimal(value);
  }
}
