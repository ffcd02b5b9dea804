package io.tillstream.agent.local;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tillstream.protocol.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The port is bound to this computer, but a browser on it would let any web page in: one that makes
 * its own name point here, or one that simply posts. Both show in the headers. Stateless.
 */
@Singleton
class RefuseStrangers {

  // Before everything else, health and documentation included.
  private static final int FIRST = 1000;

  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?");

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<String> stranger = stranger(request);
    if (stranger.isEmpty()) {
      context.next();
      return;
    }
    Refusal.answer(context, ProblemCode.NOT_LOCAL, stranger.get());
  }

  private static Optional<String> stranger(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    if (host == null || !LOOPBACK.matcher(host).matches()) {
      return Optional.of("the Host header names another computer");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean local =
        origin == null || LOOPBACK.matcher(origin.replaceFirst("^https?://", "")).matches();
    return local ? Optional.empty() : Optional.of("the request comes from another web site");
  }
}
