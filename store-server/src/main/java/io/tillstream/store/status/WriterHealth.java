package io.tillstream.store.status;

import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the store can take documents. Head office being out of reach does not make it unready:
 * the shop goes on without.
 */
@Readiness
@Liveness
@ApplicationScoped
class WriterHealth implements HealthCheck {

  private final Writer writer;

  WriterHealth(Writer writer) {
    this.writer = writer;
  }

  @Override
  public HealthCheckResponse call() {
    WriterState state = writer.state();
    return HealthCheckResponse.named("writer")
        .status(state instanceof WriterState.Open)
        .withData("state", state.toString())
        .build();
  }
}
