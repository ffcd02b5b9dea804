package io.tillstream.platform.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.problem.RefuseEarly;
import io.tillstream.protocol.problem.ProblemCode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Refuses paths and headers that no resource could read, in the form of all refusals. The HTTP layer's
 * own limits lie further out, since what it refuses it refuses without a word. Stateless.
 */
@Singleton
class RefuseUnreadable {

  /** Path and query. */
  static final int URI_CHARACTERS_MAX = 8 * 1024;

  /** Names and values of all headers. */
  static final int HEADERS_CHARACTERS_MAX = 32 * 1024;

  // Even before strangers are refused.
  private static final int FIRST = 1100;

  void register(@Observes Filters filters) {
    filters.register(RefuseUnreadable::check, FIRST);
  }

  void register(@Observes Router router) {
    router.errorHandler(400, RefuseUnreadable::malformed);
  }

  private static void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.uri().length() > URI_CHARACTERS_MAX) {
      RefuseEarly.answer(
          context,
          ProblemException.of(
              ProblemCode.URI_TOO_LONG,
              "path and query have at most " + URI_CHARACTERS_MAX + " characters"));
    } else if (size(request) > HEADERS_CHARACTERS_MAX) {
      RefuseEarly.answer(
          context,
          ProblemException.of(
              ProblemCode.HEADERS_TOO_LARGE,
              "all headers together have at most " + HEADERS_CHARACTERS_MAX + " characters"));
    } else {
      context.next();
    }
  }

  private static void malformed(RoutingContext context) {
    if (!context.response().ended()) {
      RefuseEarly.answer(
          context,
          ProblemException.of(
              ProblemCode.MALFORMED_REQUEST, "the path or a header cannot be decoded"));
    }
  }

  private static long size(HttpServerRequest request) {
    long size = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      size += header.getKey().length() + header.getValue().length();
    }
    return size;
  }
}
