package io.tillstream.agent.till;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.platform.problem.Faults;
import io.tillstream.protocol.money.InvalidAmount;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object of a request. A fault is noted under the field's path and the value
 * read as null, so that one reading finds all faults.
 */
final class Fields {

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

  // Two digits of the year stand in printed numbers; beyond this range they would mean another
  // year.
  private static final int YEAR_MIN = 2000;
  private static final int YEAR_MAX = 2099;

  private final JsonNode object;
  private final String path;
  private final Faults faults;

  /** Of an object at a path, which ends with a dot unless it is the whole body. */
  Fields(JsonNode object, String path, Faults faults) {
    this.object = object;
    this.path = path;
    this.faults = faults;
  }

  /** Misspelt fields must not vanish silently. */
  Fields onlyOf(Set<String> known) {
    Iterator<String> names = object.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!known.contains(name)) {
        fault(ProblemCode.UNKNOWN_FIELD, name, "is not known");
      }
    }
    return this;
  }

  /** A code that must be there: compared exactly, so spaces at its ends are a mistake. */
  String requiredCode(String name, int charactersMax) {
    return isAbsent(name)
        ? unread(null, ProblemCode.INVALID_FIELD, name, "is missing")
        : code(name, charactersMax);
  }

  /** A code, null when absent. */
  String code(String name, int charactersMax) {
    String code = characters(name, charactersMax);
    if (code != null && (code.isEmpty() || !code.equals(code.strip()))) {
      return unread(
          null,
          ProblemCode.INVALID_FIELD,
          name,
          "must neither be empty nor begin or end with a space");
    }
    return code;
  }

  /** A text for people that must say something. */
  String requiredText(String name, int charactersMax) {
    String text = text(name, charactersMax);
    return text == null && (isAbsent(name) || object.get(name).asText().isBlank())
        ? unread(null, ProblemCode.INVALID_FIELD, name, "is missing")
        : text;
  }

  /** A text for people, without the spaces at its ends; null when nothing is left. */
  String text(String name, int charactersMax) {
    String text = characters(name, charactersMax);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private String characters(String name, int charactersMax) {
    if (isAbsent(name)) {
      return null;
    }
    if (!object.get(name).isTextual()) {
      return unread(null, ProblemCode.INVALID_FIELD, name, "must be a text");
    }
    String text = object.get(name).textValue();
    if (text.length() > charactersMax) {
      return unread(
          null,
          ProblemCode.INVALID_FIELD,
          name,
          "must have at most " + charactersMax + " characters");
    }
    return PlainText.is(text)
        ? text
        : unread(
            null,
            ProblemCode.INVALID_FIELD,
            name,
            "holds a control character or half of a character");
  }

  /** A day, null when absent. */
  LocalDate date(String name) {
    String text = code(name, 10);
    if (text == null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(text);
      return date.getYear() >= YEAR_MIN && date.getYear() <= YEAR_MAX
          ? date
          : unread(
              null,
              ProblemCode.OUT_OF_RANGE,
              name,
              "must lie between %d and %d".formatted(YEAR_MIN, YEAR_MAX));
    } catch (DateTimeParseException e) {
      return unread(null, ProblemCode.INVALID_FIELD, name, "must be a day like 2026-11-20");
    }
  }

  /** A decimal that must be there, as a JSON number or a text. */
  <T> T requiredNumber(String name, Function<BigDecimal, T> reading) {
    if (isAbsent(name)) {
      return unread(null, ProblemCode.INVALID_FIELD, name, "is missing");
    }
    return number(name, reading);
  }

  /** A decimal, null when absent. */
  <T> T number(String name, Function<BigDecimal, T> reading) {
    if (isAbsent(name)) {
      return null;
    }
    JsonNode value = object.get(name);
    BigDecimal decimal = null;
    if (value.isNumber()) {
      decimal = value.decimalValue();
    } else if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
      decimal = new BigDecimal(value.textValue());
    }
    if (decimal == null) {
      return unread(null, ProblemCode.INVALID_FIELD, name, "must be a decimal number like 2.55");
    }
    try {
      return reading.apply(decimal);
    } catch (InvalidAmount e) {
      return unread(
          null,
          switch (e.reason()) {
            case TOO_MANY_DECIMALS -> ProblemCode.TOO_MANY_DECIMALS;
            case OUT_OF_RANGE -> ProblemCode.OUT_OF_RANGE;
          },
          name,
          e.getMessage());
    }
  }

  /** A whole number from 1, null when absent. */
  Long position(String name, long max) {
    if (isAbsent(name)) {
      return null;
    }
    JsonNode value = object.get(name);
    return value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= 1
            && value.longValue() <= max
        ? (Long) value.longValue()
        : unread(null, ProblemCode.INVALID_FIELD, name, "must be a whole number from 1");
  }

  /** A list, null when absent or no list. */
  JsonNode list(String name) {
    if (isAbsent(name)) {
      return null;
    }
    return object.get(name).isArray()
        ? object.get(name)
        : unread(null, ProblemCode.INVALID_FIELD, name, "must be a list");
  }

  /** The object at a place of a list, null when it is none. */
  Fields element(String name, JsonNode list, int index) {
    String at = name + "[" + index + "]";
    return list.get(index).isObject()
        ? new Fields(list.get(index), path + at + ".", faults)
        : unread(null, ProblemCode.INVALID_FIELD, at, "must be an object");
  }

  /** Whether the field is not given, or given as null. */
  boolean isAbsent(String name) {
    return !object.hasNonNull(name);
  }

  /** Notes a fault. */
  void fault(ProblemCode code, String name, String detail) {
    faults.add(code, path + name, detail);
  }

  private <T> T unread(T none, ProblemCode code, String name, String detail) {
    fault(code, name, detail);
    return none;
  }
}
