package io.tillstream.platform.problem;

import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON of a problem, in the order a person reads it. */
final class ProblemBody {

  private ProblemBody() {}

  static Map<String, Object> of(ProblemException problem) {
    ProblemCode code = problem.code();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", code.type());
    body.put("title", code.title());
    body.put("status", code.status());
    body.put("code", code.toString());
    body.put("detail", WholeCharacters.of(problem.getMessage()));
    if (!problem.errors().isEmpty()) {
      body.put("errors", problem.errors().stream().map(ProblemBody::whole).toList());
    }
    body.putAll(problem.members());
    return body;
  }

  private static FieldError whole(FieldError error) {
    return new FieldError(
        error.line(), WholeCharacters.of(error.field()), WholeCharacters.of(error.detail()));
  }
}
