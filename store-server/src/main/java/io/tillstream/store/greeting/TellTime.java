package io.tillstream.store.greeting;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tillstream.protocol.wire.Protocol;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Says in each answer to a terminal what time it is here, refusals too (I20). */
@ApplicationScoped
class TellTime {

  private static final int BEFORE_EVERYTHING = 10_000;

  private final Clock clock;

  TellTime(Clock clock) {
    this.clock = clock;
  }

  void register(@Observes Filters filters) {
    filters.register(this::tell, BEFORE_EVERYTHING);
  }

  private void tell(RoutingContext context) {
    String path = context.request().path();
    if (path != null && path.startsWith("/sync/v1/")) {
      context.addHeadersEndHandler(
          answered ->
              context.response().putHeader(Protocol.TIME_HEADER, clock.instant().toString()));
    }
    context.next();
  }
}
