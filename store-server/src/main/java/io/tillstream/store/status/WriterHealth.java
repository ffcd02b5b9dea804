package io.tillstream.store.status;

import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the store can take documents. Head office being out of reach does not make it unready:
 * the shop goes on without.
 */
class WriterHealth {

  /** Ready is who may write. */
  @Produces
  @Singleton
  @Readiness
  HealthCheck ready(Writer writer) {
    return () -> response(writer.state(), writer.state() instanceof WriterState.Open);
  }

  /**
   * Alive is also who has stepped down: a supervisor that restarted it would take the lead from its
   * successor.
   */
  @Produces
  @Singleton
  @Liveness
  HealthCheck alive(Writer writer) {
    return () -> response(writer.state(), !(writer.state() instanceof WriterState.Failed));
  }

  private static HealthCheckResponse response(WriterState state, boolean up) {
    return HealthCheckResponse.named("writer")
        .status(up)
        .withData("state", state.toString())
        .build();
  }
}
