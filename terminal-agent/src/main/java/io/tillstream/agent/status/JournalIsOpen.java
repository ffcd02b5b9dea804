package io.tillstream.agent.status;

import io.tillstream.agent.journal.Journal;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready to sell: the journal answers. The store does not have to be there, that is the point of
 * this program.
 */
@Readiness
@Singleton
class JournalIsOpen implements HealthCheck {

  private final Journal journal;

  JournalIsOpen(Journal journal) {
    this.journal = journal;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("journal")
        .status(!journal.numbering().isEmpty())
        .withData("documents", journal.head().position())
        .build();
  }
}
