package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.wire.StoreStanding;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Takes several envelopes from the broker at once. Most are small, and what such a one costs is its
 * way to the disk and the word to its store rather than its booking; so they share both.
 * Thread-safe.
 */
@Singleton
class TakeTogether {

  private static final Logger LOG = Logger.getLogger(TakeTogether.class);

  private final CheckSeal seals;
  private final ReceiveEnvelope envelopes;
  private final NoteReceipt notes;
  private final TellStanding standings;

  TakeTogether(
      CheckSeal seals, ReceiveEnvelope envelopes, NoteReceipt notes, TellStanding standings) {
    this.seals = seals;
    this.envelopes = envelopes;
    this.notes = notes;
    this.standings = standings;
  }

  /**
   * Takes all of them or none, and has told their stores when it returns.
   *
   * @param records those of one store in the order in which it sent them
   * @return false when anything stands against it, with any of them: then each is to be taken by
   *     itself, so that none pays for another (I14). What was booked nevertheless, because only the
   *     words failed, is a duplicate then (I2)
   */
  boolean areTaken(List<ConsumerRecord<String, byte[]>> records) {
    try {
      Map<StoreId, List<byte[]>> credentials = new HashMap<>();
      List<Envelope> read = new ArrayList<>(records.size());
      for (ConsumerRecord<String, byte[]> record : records) {
        if (!(seals.senderOf(record) instanceof CheckSeal.Sender.Known sender)) {
          return false;
        }
        credentials.put(sender.store(), sender.credentials());
        read.add(seals.read(sender));
      }
      List<StoreStanding> words = new ArrayList<>(read.size());
      for (ReceiveEnvelope.Received each : envelopes.receiveAsOne(read)) {
        StoreId store = each.envelope().store();
        notes.note(store, each.receipt());
        words.add(
            TellStanding.sealed(
                Standing.of(each.envelope(), each.receipt()), credentials.get(store)));
      }
      standings.tell(words);
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      LOG.debugf(e, "%d envelopes are taken one by one", records.size());
      return false;
    }
  }
}
