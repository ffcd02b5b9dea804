package io.tillstream.platform.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.problem.RefuseEarly;
import io.tillstream.protocol.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Refuses paths and headers that no resource could read, in the form of all refusals. The HTTP
 * layer's own limits lie further out, since what it refuses it refuses without a word. Stateless.
 */
@Singleton
class RefuseUnreadable {

  /** Path and query. */
  static final int URI_CHARACTERS_MAX = 8 * 1024;

  /** Names and values of all headers. */
  static final int HEADERS_CHARACTERS_MAX = 32 * 1024;

  // Even before strangers are refused.
  private static final int FIRST = 1100;

  private static final Pattern NAME =
      Pattern.compile("(?:[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("%1$s/%1$s(?: *; *%1$s=(?:%1$s|\"[^\"]*\"))*".formatted(TOKEN));

  void register(@Observes Filters filters) {
    filters.register(RefuseUnreadable::check, FIRST);
  }

  void register(@Observes Router router) {
    // Before the failures are told in words that are none of ours.
    router
        .route()
        .order(Integer.MIN_VALUE)
        .failureHandler(
            context -> {
              if (context.statusCode() == 400) {
                refuse(context, undecodable());
              } else {
                context.next();
              }
            });
    router.errorHandler(400, context -> refuse(context, undecodable()));
    // A path that does not even begin with a slash comes by all filters and resources.
    router.errorHandler(
        404,
        context ->
            refuse(
                context,
                ProblemException.of(ProblemCode.NOT_FOUND, "nothing is served at this path")));
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
    } else if (!isName(request.getHeader(HttpHeaders.HOST))) {
      RefuseEarly.answer(
          context,
          ProblemException.of(
              ProblemCode.MALFORMED_REQUEST, "the Host header is not the name of a computer"));
    } else if (!isMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      RefuseEarly.answer(
          context,
          ProblemException.of(
              ProblemCode.MALFORMED_REQUEST, "the Content-Type header is not a media type"));
    } else {
      context.next();
    }
  }

  private static boolean isMediaType(String type) {
    return type == null || MEDIA_TYPE.matcher(type).matches();
  }

  private static boolean isName(String host) {
    return host == null || NAME.matcher(host).matches();
  }

  private static ProblemException undecodable() {
    return ProblemException.of(
        ProblemCode.MALFORMED_REQUEST, "the path or a header cannot be decoded");
  }

  private static void refuse(RoutingContext context, ProblemException problem) {
    if (!context.response().ended()) {
      RefuseEarly.answer(context, problem);
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
