package io.tillstream.headoffice.inbox;

import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Seal;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StoreStanding;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes in a file of facts, each envelope in a transaction of its own: what was applied before a
 * fault is found stays, as if only so much had been carried. Thread-safe.
 */
@Singleton
class ImportFacts {

  private static final int PARTS_SHOWN_MAX = 1_000;

  private final ReadBatch batches;
  private final ReadFact facts;
  private final ReceiveEnvelope envelopes;
  private final Stores stores;
  private final NoteReceipt notes;
  private final TellStanding standings;

  ImportFacts(
      ReadBatch batches,
      ReadFact facts,
      ReceiveEnvelope envelopes,
      Stores stores,
      NoteReceipt notes,
      TellStanding standings) {
    this.batches = batches;
    this.facts = facts;
    this.envelopes = envelopes;
    this.stores = stores;
    this.notes = notes;
    this.standings = standings;
  }

  ImportResource.Receipt take(ReadFactsFile file) throws IOException, SQLException {
    StoreId store = store(file.beginning().store());
    List<byte[]> credentials = stores.credentialHashes(store);
    List<ImportResource.Part> parts = new ArrayList<>();
    Optional<StoreStanding> last = Optional.empty();
    Optional<ReadFactsFile.Sealed> next = file.next();
    while (next.isPresent()) {
      if (!Seal.isBy(credentials, next.get().envelope(), next.get().seal())) {
        throw ReadFactsFile.changed(
            "envelope %d does not bear the seal of the store's credential"
                .formatted(file.envelopes()));
      }
      Envelope envelope = read(store, file, next.get().envelope());
      StoreStanding standing = receive(envelope);
      last = Optional.of(standing);
      if (parts.size() < PARTS_SHOWN_MAX) {
        parts.add(
            new ImportResource.Part(
                envelope.chain().from().position(),
                envelope.chain().to().position(),
                standing.outcome()));
      }
      next = file.next();
    }
    StoreStanding standing =
        TellStanding.sealed(
            last.orElseThrow(
                () -> ProblemException.of(ProblemCode.INVALID_FIELD, "the file holds no facts")),
            credentials);
    standings.tellBesides(standing);
    return new ImportResource.Receipt(standing, List.copyOf(parts), file.hasMore());
  }

  private StoreStanding receive(Envelope envelope) throws SQLException {
    Receipt receipt = envelopes.receive(envelope);
    notes.note(envelope.store(), receipt);
    StoreStanding standing = Standing.of(envelope, receipt);
    return switch (standing.outcome()) {
      case APPLIED, DUPLICATE -> standing;
      case GAP ->
          throw refused(
              ProblemCode.STREAM_GAP,
              standing,
              "the file begins after %d; bring the one before it first"
                  .formatted(standing.watermark().position()));
      case FORK -> throw refused(ProblemCode.STREAM_FORKED, standing, standing.detail());
      case PARKED, REFUSED -> throw refused(ProblemCode.STORE_PARKED, standing, standing.detail());
    };
  }

  private static ProblemException refused(ProblemCode code, StoreStanding standing, String detail) {
    return ProblemException.of(code, detail).with("watermark", standing.watermark());
  }

  private Envelope read(StoreId store, ReadFactsFile file, byte[] bytes) throws IOException {
    Envelope envelope =
        Envelope.of(
            store,
            batches.read(
                new ByteArrayInputStream(bytes),
                null,
                Protocol.ENVELOPE_RECORDS_MAX,
                Protocol.FACT_BYTES_MAX),
            facts);
    if (!envelope.isSealed() || !envelope.incarnation().equals(file.beginning().incarnation())) {
      throw ReadFactsFile.changed(
          "envelope %d is of another life of the store's log".formatted(file.envelopes()));
    }
    return envelope;
  }

  private StoreId store(String name) throws SQLException {
    try {
      return stores.requireKnown(new StoreId(name));
    } catch (InvalidIdentity e) {
      throw ReadFactsFile.changed("its first line names no store");
    }
  }
}
