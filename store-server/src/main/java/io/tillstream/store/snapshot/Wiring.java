package io.tillstream.store.snapshot;

import io.quarkus.runtime.ShutdownEvent;
import io.tillstream.store.feed.ReadPages;
import io.tillstream.store.retention.ReadFloor;
import io.tillstream.store.writer.Writer;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what has no framework in it, and ends it before the books are closed. */
@Singleton
class Wiring {

  @Produces
  @Singleton
  ReferenceTerminal reference(
      @ConfigProperty(name = "tillstream.data") Path data, ReadPages pages, Writer writer) {
    return new ReferenceTerminal(data.resolve("reference-terminal"), pages, writer);
  }

  @Produces
  @Singleton
  Snapshots snapshots(
      ReferenceTerminal reference,
      @ConfigProperty(name = "tillstream.data") Path data,
      SnapshotConfig config,
      Writer writer,
      Clock clock,
      ReadFloor floor) {
    return new Snapshots(reference, data.resolve("snapshots"), config, writer, clock, floor);
  }

  void onStop(@Observes ShutdownEvent event, ReferenceTerminal reference) {
    reference.close();
  }
}
