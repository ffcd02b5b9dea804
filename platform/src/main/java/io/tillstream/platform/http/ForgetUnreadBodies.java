package io.tillstream.platform.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets the rest of a request go by that is answered before it was read. The HTTP layer reads it to
 * the end, to keep the connection, and by itself gathers it for a reader who will not come: sixteen
 * uploads that were told to wait would fill the memory (I22).
 */
@ApplicationScoped
class ForgetUnreadBodies {

  private static final int BEFORE_EVERYTHING = 10_000;

  void register(@Observes Filters filters) {
    filters.register(ForgetUnreadBodies::watch, BEFORE_EVERYTHING);
  }

  private static void watch(RoutingContext context) {
    context.addHeadersEndHandler(
        answered -> {
          HttpServerRequest request = context.request();
          if (!request.isEnded()) {
            request.handler(unread -> {});
          }
        });
    context.next();
  }
}
