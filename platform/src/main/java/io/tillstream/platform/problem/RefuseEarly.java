package io.tillstream.platform.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A refusal before any resource is reached, in the same form as all others. */
public final class RefuseEarly {

  private RefuseEarly() {}

  /** Answers with what was thrown, as a resource would; nobody else may answer then. */
  public static void answer(RoutingContext context, Throwable fault) {
    answer(context, RenderProblems.problem(fault));
  }

  /** Answers with the refusal; nobody else may answer then. */
  public static void answer(RoutingContext context, ProblemException problem) {
    if (problem.retryAfter() != null) {
      context
          .response()
          .putHeader(
              HttpHeaders.RETRY_AFTER,
              Long.toString(problem.retryAfter().plusMillis(999).toSeconds()));
    }
    context
        .response()
        .setStatusCode(problem.code().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, RenderProblems.PROBLEM_JSON)
        .end(new JsonObject(ProblemBody.of(problem)).encode());
  }
}
