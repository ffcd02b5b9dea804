package io.tillstream.platform.problem;

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
    body.put("detail", problem.getMessage());
    if (!problem.errors().isEmpty()) {
      body.put("errors", problem.errors());
    }
    body.putAll(problem.members());
    return body;
  }
}
