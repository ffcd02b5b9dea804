package io.tillstream.headoffice.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.stores.StoreResumed;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.security.Seal;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/**
 * Tells stores over the broker where head office's books stand, for the carriers that bring no
 * answer back. What is lost on the way costs time only: stores ask once a minute. Thread-safe.
 */
@Singleton
class TellStanding {

  private static final Logger LOG = Logger.getLogger(TellStanding.class);

  // Longer than the client itself tries (application.properties).
  private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(3);

  private final Database database;
  private final Stores stores;
  private final boolean isOn;
  private final ObjectWriter json;
  private final Instance<MutinyEmitter<Record<String, byte[]>>> topic;
  private MutinyEmitter<Record<String, byte[]>> opened; // guarded by this

  TellStanding(
      Database database,
      Stores stores,
      KafkaConfig config,
      ObjectMapper json,
      @Channel("store-standing") Instance<MutinyEmitter<Record<String, byte[]>>> topic) {
    this.database = database;
    this.stores = stores;
    isOn = config.enabled();
    this.json = json.writerFor(StoreStanding.class);
    this.topic = topic;
  }

  /** The same, with the seal by which its store knows that head office has said it. */
  static StoreStanding sealed(StoreStanding standing, List<byte[]> credentialHashes) {
    return standing.with(Seal.of(credentialHashes.getFirst(), standing.sealed()));
  }

  /**
   * Tells, in this order, and returns when the broker has it; at once where there is no broker.
   *
   * @param standings sealed
   * @throws RuntimeException when the broker does not take one of them
   */
  void tell(List<StoreStanding> standings) {
    if (!isOn) {
      return;
    }
    List<Uni<Void>> words =
        standings.stream().map(standing -> open().send(record(standing))).toList();
    Uni.join().all(words).andFailFast().await().atMost(GIVEN_UP_AFTER);
  }

  private Record<String, byte[]> record(StoreStanding standing) {
    try {
      return Record.of(standing.store(), json.writeValueAsBytes(standing));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a standing cannot be written", e);
    }
  }

  private synchronized MutinyEmitter<Record<String, byte[]>> open() {
    if (opened == null) {
      opened = topic.get();
    }
    return opened;
  }

  /** The same, where nobody waits for it: a broker that is away is tried for some seconds. */
  void tellBesides(StoreStanding standing) {
    if (isOn) {
      Infrastructure.getDefaultWorkerPool().execute(() -> tellIfPossible(standing));
    }
  }

  private void tellIfPossible(StoreStanding standing) {
    try {
      tell(List.of(standing));
    } catch (RuntimeException e) {
      LOG.warnf("Store %s is not told where it stands: %s", standing.store(), e.getMessage());
    }
  }

  void goesOn(@Observes StoreResumed resumed) throws SQLException {
    if (!isOn) {
      return;
    }
    List<byte[]> credentialHashes = stores.credentialHashes(resumed.store());
    Optional<StoreStanding> standing =
        database.reading(
            connection -> Standing.now(connection, resumed.store(), StandingOutcome.GAP, null));
    if (standing.isPresent() && !credentialHashes.isEmpty()) {
      tellBesides(sealed(standing.get(), credentialHashes));
    }
  }
}
