package io.tillstream.headoffice.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tillstream.platform.database.Dialect;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.wire.StoreStanding;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
  private static final long TOGETHER_BYTES_MAX = 512 * 1_024; // unfolded, several times that
  private static final long REST_SHORTEST_MILLIS = 200;
  private static final long REST_LONGEST_MILLIS = 10_000;

  private final TakeTogether together;
  private final CheckSeal seals;
  private final ReceiveEnvelope envelopes;
  private final RefuseEnvelope refusals;
  private final NoteReceipt notes;
  private final TellStanding standings;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  TakeFromBroker(
      TakeTogether together,
      CheckSeal seals,
      ReceiveEnvelope envelopes,
      RefuseEnvelope refusals,
      NoteReceipt notes,
      TellStanding standings) {
    this.together = together;
    this.seals = seals;
    this.envelopes = envelopes;
    this.refusals = refusals;
    this.notes = notes;
    this.standings = standings;
  }

  /** What the broker gave at once; the offsets move when this has come to its end. */
  @Incoming("store-facts")
  Uni<Void> take(ConsumerRecords<String, byte[]> records) {
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> takeAll(records))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  /** As much at once as may be: in the order of each partition, and so of each store. */
  private void takeAll(ConsumerRecords<String, byte[]> polled) {
    List<ConsumerRecord<String, byte[]>> portion = new ArrayList<>();
    long bytes = 0;
    for (ConsumerRecord<String, byte[]> record : polled) {
      int size = record.value() == null ? 0 : record.value().length;
      if (bytes + size > TOGETHER_BYTES_MAX) {
        takePortion(portion);
        portion.clear();
        bytes = 0;
      }
      portion.add(record);
      bytes += size;
    }
    takePortion(portion);
  }

  private void takePortion(List<ConsumerRecord<String, byte[]>> records) {
    if (records.size() < 2 || !together.areTaken(records)) {
      records.forEach(this::takeUntilTaken);
    }
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
    switch (seals.senderOf(record)) {
      // Nobody is answered: who wrote it is not known.
      case CheckSeal.Sender.Unknown unknown -> putAway(record.key(), unknown.why());
      case CheckSeal.Sender.Known sender -> {
        Optional<StoreStanding> standing = taken(sender, tries);
        if (standing.isPresent()) {
          standings.tell(List.of(TellStanding.sealed(standing.get(), sender.credentials())));
        }
      }
    }
  }

  private Optional<StoreStanding> taken(CheckSeal.Sender.Known sender, int tries)
      throws SQLException {
    StoreId store = sender.store();
    try {
      Envelope envelope = seals.read(sender);
      Receipt receipt = receive(envelope, tries);
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

  /** What the database will never take parks its store, as what cannot be applied does (I14). */
  private Receipt receive(Envelope envelope, int tries) throws SQLException {
    try {
      return envelopes.receive(envelope);
    } catch (SQLException e) {
      if (tries < TRIES_MAX || !Dialect.isOfTheValues(e)) {
        throw e;
      }
      return envelopes.park(envelope, e);
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
