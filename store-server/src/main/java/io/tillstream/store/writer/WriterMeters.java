package io.tillstream.store.writer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** What the writer tells about itself. Thread-safe. */
public final class WriterMeters {

  private final MeterRegistry registry;
  private final Timer commit;
  private final DistributionSummary commands;
  private final DistributionSummary documents;

  /** Registers the meters. */
  public WriterMeters(MeterRegistry registry) {
    this.registry = registry;
    commit =
        Timer.builder("tillstream.writer.commit")
            .description("From the first command of a batch to its being durable")
            .register(registry);
    commands =
        DistributionSummary.builder("tillstream.writer.batch.commands")
            .description("Commands committed together")
            .register(registry);
    documents =
        DistributionSummary.builder("tillstream.writer.batch.documents")
            .description("Documents committed together")
            .register(registry);
  }

  void watchQueue(Collection<?> queue) {
    Gauge.builder("tillstream.writer.queue", queue, Collection::size)
        .description("Commands that wait for the writer")
        .register(registry);
  }

  Attempt time(List<? extends Command<?>> batch, Supplier<Attempt> attempt) {
    commands.record(batch.size());
    documents.record(batch.stream().mapToInt(Command::weight).sum());
    return commit.record(attempt);
  }
}
