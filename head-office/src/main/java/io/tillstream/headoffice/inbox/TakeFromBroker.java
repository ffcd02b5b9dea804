package io.tillstream.headoffice.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Seal;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StoreStanding;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes envelopes from the broker: the books first, then the word to the store, then the offset.
 * Whoever dies between any two of them does the same again, and the watermark makes it a duplicate
 * (I2). The offset moves past everything that was looked at, so no store holds up the others of its
 * partition (I14); while the database or the broker is away, everything waits where it is.
 */
@Singleton
class TakeFromBroker {

  private static final Logger LOG = Logger.getLogger(TakeFromBroker.class);
  private static final int TRIES_MAX = 3;
  private static final int NAMES_MAX = 10_000;
  private static final long REST_SHORTEST_MILLIS = 200;
  private static final long REST_LONGEST_MILLIS = 10_000;

  private final ReadBatch batches;
  private final ReadFact facts;
  private final ReceiveEnvelope envelopes;
  private final Stores stores;
  private final RefuseEnvelope refusals;
  private final NoteReceipt notes;
  private final TellStanding standings;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  TakeFromBroker(
      ReadBatch batches,
      ReadFact facts,
      ReceiveEnvelope envelopes,
      Stores stores,
      RefuseEnvelope refusals,
      NoteReceipt notes,
      TellStanding standings) {
    this.batches = batches;
    this.facts = facts;
    this.envelopes = envelopes;
    this.stores = stores;
    this.refusals = refusals;
    this.notes = notes;
    this.standings = standings;
  }

  /** One after the other of each partition; the offset moves when this has come to its end. */
  @Incoming("store-facts")
  Uni<Void> take(ConsumerRecord<String, byte[]> record) {
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> takeUntilTaken(record))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  private void takeUntilTaken(ConsumerRecord<String, byte[]> record) {
    for (int tries = 1; ; tries++) {
      try {
        take(record, tries);
        return;
      } catch (SQLException | RuntimeException | Error e) { // I14: else the channel would end
        LOG.warnf(
            "An envelope of %s (partition %d, offset %d) is tried again: %s",
            record.key(), record.partition(), record.offset(), e);
        rest(tries);
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> record, int tries) throws SQLException {
    Optional<StoreId> claimed = claimed(record.key());
    List<byte[]> credentials =
        claimed.isPresent() ? stores.credentialHashes(claimed.get()) : List.of();
    if (credentials.isEmpty() || !isSealed(record, credentials)) {
      putAway(
          record.key(),
          credentials.isEmpty()
              ? "it is no registered store, or its credential was withdrawn"
              : "they do not bear the seal of that store's credential");
      return; // and nobody is answered: who wrote it is not known
    }
    StoreId store = claimed.get();
    taken(store, record.value(), tries)
        .ifPresent(standing -> standings.tell(TellStanding.sealed(standing, credentials)));
  }

  private Optional<StoreStanding> taken(StoreId store, byte[] value, int tries)
      throws SQLException {
    try {
      Envelope envelope = read(store, value);
      Receipt receipt = envelopes.receive(envelope);
      notes.note(store, receipt);
      return Optional.of(Standing.of(envelope, receipt));
    } catch (ProblemException refused) {
      putAway(store.value(), refused.getMessage());
      return refusals.standing(store, refused.getMessage());
    } catch (SQLException | RuntimeException | Error e) {
      if (tries < TRIES_MAX || !refusals.booksCanBeWritten(store)) {
        throw e; // the database is away, or busy
      }
      LOG.errorf(e, "An envelope of store %s cannot be booked", store);
      notes.noteRefused();
      return refusals.standing(store, "the envelope cannot be booked: " + e.getMessage());
    }
  }

  private static Optional<StoreId> claimed(String key) {
    try {
      return key == null ? Optional.empty() : Optional.of(new StoreId(key));
    } catch (InvalidIdentity e) {
      return Optional.empty();
    }
  }

  private static boolean isSealed(ConsumerRecord<String, byte[]> record, List<byte[]> credentials) {
    Header seal = record.headers().lastHeader(Protocol.SEAL_HEADER);
    return seal != null
        && seal.value() != null
        && record.value() != null
        && Seal.isBy(
            credentials, record.value(), new String(seal.value(), StandardCharsets.US_ASCII));
  }

  private Envelope read(StoreId store, byte[] body) {
    try {
      return Envelope.of(
          store,
          batches.read(
              new ByteArrayInputStream(body),
              null,
              Protocol.ENVELOPE_RECORDS_MAX,
              Protocol.FACT_BYTES_MAX),
          facts);
    } catch (IOException e) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "it cannot be read: " + e.getMessage());
    }
  }

  /** Whoever writes nonsense into the topic does so often; the log tells it once of each. */
  private void putAway(String sender, String why) {
    notes.noteRefused();
    if (named.size() < NAMES_MAX && named.add(String.valueOf(sender))) {
      LOG.warnf("Envelopes under the name %s are put away: %s", sender, why);
    }
  }

  private void rest(int tries) {
    long millis = Math.min(REST_LONGEST_MILLIS, REST_SHORTEST_MILLIS << Math.min(10, tries));
    try {
      if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
        throw new StoppedMeanwhile();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedMeanwhile();
    }
  }

  /** The offset stays where it is; whoever comes next does it again. */
  private static final class StoppedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedMeanwhile() {
      super("head office stops", null, false, false);
    }
  }
}
