package io.tillstream.headoffice.valuation;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what addresses name; a wrong one is refused by its name. */
final class ReadParameters {

  static final String MONTH_RULE = "must be a month, 2026-11";

  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

  private ReadParameters() {}

  static EntityName entity(String given) {
    if (!EntityName.isOne(given)) {
      throw invalid(
          "entity", "must be 1 to 32 capital letters, digits and hyphens, the first no hyphen");
    }
    return new EntityName(given);
  }

  static YearMonth month(String given) {
    return findMonth(given).orElseThrow(() -> invalid("month", MONTH_RULE));
  }

  static Optional<YearMonth> findMonth(String given) {
    if (given == null || !MONTH.matcher(given).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(YearMonth.parse(given));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static ProblemException invalid(String name, String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, name + ": " + detail)
        .field(name, detail);
  }
}
