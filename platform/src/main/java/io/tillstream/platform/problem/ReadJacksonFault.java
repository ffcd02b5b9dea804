package io.tillstream.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.tillstream.protocol.problem.ProblemCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a fault that Jackson found means to the person who sent the body. */
public final class ReadJacksonFault {

  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  private ReadJacksonFault() {}

  /** The refusal; never shows class names or the parser's own words. */
  public static ProblemException of(JsonProcessingException fault) {
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return ProblemException.of(
              ProblemCode.UNKNOWN_FIELD,
              "there is no field '" + unknown.getPropertyName() + "' here")
          .field(path(unknown), "is not known");
    }
    if (fault instanceof ValueInstantiationException value
        && value.getCause() instanceof IllegalArgumentException cause) {
      return invalid(value, cause.getMessage());
    }
    if (fault instanceof MismatchedInputException mismatch) {
      return mismatch.getPath().isEmpty()
          ? malformed(fault)
          : invalid(mismatch, "cannot be read as the kind of value expected here");
    }
    if (fault instanceof StreamConstraintsException) {
      return ProblemException.of(
          ProblemCode.MALFORMED_BODY,
          "the body is nested too deeply or holds a value that is too long");
    }
    return malformed(fault);
  }

  private static ProblemException invalid(JsonMappingException fault, String detail) {
    return ProblemException.of(ProblemCode.INVALID_FIELD, path(fault) + ": " + detail)
        .field(path(fault), detail);
  }

  private static ProblemException malformed(JsonProcessingException fault) {
    // Jackson names the field that it met twice in words alone.
    Matcher twice = TWICE.matcher(String.valueOf(fault.getOriginalMessage()));
    if (twice.matches()) {
      return ProblemException.of(
              ProblemCode.MALFORMED_BODY,
              "the field '" + twice.group(1) + "' is given twice" + where(fault))
          .field(twice.group(1), "is given twice");
    }
    return ProblemException.of(
        ProblemCode.MALFORMED_BODY,
        "the body is not the JSON that is expected here" + where(fault));
  }

  private static String where(JsonProcessingException fault) {
    return fault.getLocation() == null || fault.getLocation().getLineNr() < 0
        ? ""
        : " near line %d, column %d"
            .formatted(fault.getLocation().getLineNr(), fault.getLocation().getColumnNr());
  }

  private static String path(JsonMappingException fault) {
    String path =
        fault.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.startsWith(".") ? path.substring(1) : path;
  }
}
