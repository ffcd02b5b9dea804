package io.tillstream.agent.local;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tillstream.protocol.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body by its stated length before any of it is read. Stateless. */
@Singleton
class RefuseLargeBodies {

  private static final int AFTER_STRANGERS = 900;

  private final long bytesMax;

  RefuseLargeBodies(@ConfigProperty(name = "tillstream.http.body-max-bytes") long bytesMax) {
    this.bytesMax = bytesMax;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, AFTER_STRANGERS);
  }

  private void check(RoutingContext context) {
    String stated = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (stated != null && (stated.length() > 18 || Long.parseLong(stated) > bytesMax)) {
      // The rest of the body is not waited for, so the connection cannot be used again.
      context.response().putHeader(HttpHeaders.CONNECTION, "close");
      Refusal.answer(
          context,
          ProblemCode.BODY_TOO_LARGE,
          "the body is over the limit of " + bytesMax + " bytes");
    } else {
      context.next();
    }
  }
}
