package io.tillstream.headoffice.inbox;

import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Seal;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Whoever may write into the topic can claim to be any store; the seal tells. Thread-safe. */
@Singleton
class CheckSeal {

  private final Stores stores;
  private final ReadBatch batches;
  private final ReadFact facts;

  CheckSeal(Stores stores, ReadBatch batches, ReadFact facts) {
    this.stores = stores;
    this.batches = batches;
    this.facts = facts;
  }

  /** Who has written a record. */
  sealed interface Sender {

    /**
     * The store that its key names.
     *
     * @param store which one
     * @param credentials hashes of those that it has
     * @param record its envelope
     */
    record Known(StoreId store, List<byte[]> credentials, ConsumerRecord<String, byte[]> record)
        implements Sender {}

    /**
     * Nobody knows.
     *
     * @param why the record is not trusted
     */
    record Unknown(String why) implements Sender {}
  }

  Sender senderOf(ConsumerRecord<String, byte[]> record) throws SQLException {
    Optional<StoreId> claimed = claimed(record.key());
    List<byte[]> credentials =
        claimed.isPresent() ? stores.credentialHashes(claimed.get()) : List.of();
    if (credentials.isEmpty()) {
      return new Sender.Unknown("it is no registered store, or its credential was withdrawn");
    }
    return isSealed(record, credentials)
        ? new Sender.Known(claimed.get(), credentials, record)
        : new Sender.Unknown("they do not bear the seal of that store's credential");
  }

  /**
   * Unfolds an envelope.
   *
   * @throws ProblemException when it is none
   */
  Envelope read(Sender.Known sender) {
    try {
      return Envelope.of(
          sender.store(),
          batches.read(
              new ByteArrayInputStream(sender.record().value()),
              null,
              Protocol.ENVELOPE_RECORDS_MAX,
              Protocol.FACT_BYTES_MAX),
          facts);
    } catch (IOException e) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "it cannot be read: " + e.getMessage());
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
}
