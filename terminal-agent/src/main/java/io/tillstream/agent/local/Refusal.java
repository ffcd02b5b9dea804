package io.tillstream.agent.local;

import io.tillstream.protocol.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A refusal before any resource is reached, in the same form as all others. */
final class Refusal {

  private Refusal() {}

  static void answer(RoutingContext context, ProblemCode code, String detail) {
    context
        .response()
        .setStatusCode(code.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(
            new JsonObject()
                .put("type", code.type())
                .put("title", code.title())
                .put("status", code.status())
                .put("code", code.toString())
                .put("detail", detail)
                .encode());
  }
}
