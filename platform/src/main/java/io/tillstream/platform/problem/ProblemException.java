package io.tillstream.platform.problem;

import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request is refused and nothing was changed. Thrown by features, rendered in one place. Not
 * thread-safe while it is being put together.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<FieldError> errors = new ArrayList<>();
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private Duration retryAfter;

  private ProblemException(ProblemCode code, String detail) {
    // A refusal is an everyday answer: no stack trace to collect.
    super(detail, null, false, false);
    this.code = code;
  }

  /**
   * A refusal.
   *
   * @param detail what is wrong this time, in words for a person
   */
  public static ProblemException of(ProblemCode code, String detail) {
    return new ProblemException(code, detail);
  }

  /** Names a field that is wrong. */
  public ProblemException field(String field, String detail) {
    return errors(List.of(new FieldError(field, detail)));
  }

  /** Names several. */
  public ProblemException errors(List<FieldError> more) {
    errors.addAll(more);
    return this;
  }

  /** Adds an extension member, such as the watermark a sender should continue from. */
  public ProblemException with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** Says when to try again; rendered as {@code Retry-After} in whole seconds, rounded up. */
  public ProblemException retryAfter(Duration wait) {
    retryAfter = wait;
    return this;
  }

  /** Which refusal. */
  public ProblemCode code() {
    return code;
  }

  /** The fields that are wrong. */
  public List<FieldError> errors() {
    return List.copyOf(errors);
  }

  Map<String, Object> members() {
    return members;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
