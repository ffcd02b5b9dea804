package io.tillstream.headoffice.inbox;

import io.quarkus.security.identity.SecurityIdentity;
import io.tillstream.platform.http.BodyLimit;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.stream.Arrivals;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.FactsAnswer;
import io.tillstream.protocol.wire.Outcome;
import io.tillstream.protocol.wire.Protocol;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where store servers deliver their facts. */
@Path("/sync/v1/facts")
@Tag(name = "Synchronisation")
class FactsResource {

  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  private final ReadBatch batches;
  private final ReadFact facts;
  private final ReceiveEnvelope envelopes;
  private final InboxConfig config;
  private final SecurityIdentity caller;
  private final NoteReceipt notes;
  private final Arrivals arrivals;
  private final Semaphore turns;

  FactsResource(
      ReadBatch batches,
      ReadFact facts,
      ReceiveEnvelope envelopes,
      InboxConfig config,
      SecurityIdentity caller,
      NoteReceipt notes) {
    this.batches = batches;
    this.facts = facts;
    this.envelopes = envelopes;
    this.config = config;
    this.caller = caller;
    this.notes = notes;
    this.arrivals = new Arrivals(config.arrivalsAtOnce(), config.arrivalsBytesMax());
    this.turns = new Semaphore(config.envelopesAtOnce(), true);
  }

  @POST
  @Consumes(Protocol.NDJSON)
  @BodyLimit(bytesMax = Protocol.BATCH_BYTES_MAX)
  @RolesAllowed("store")
  @Operation(
      summary = "Deliver an envelope of facts",
      description =
          "A header line and a fact per line, NDJSON, gzip or plain. Sending again is harmless. A gap"
              + " is 409 stream-gap with the watermark to continue from; while the store is parked,"
              + " 503 store-parked.")
  public FactsAnswer receive(
      InputStream body, @HeaderParam(HttpHeaders.CONTENT_ENCODING) String contentEncoding)
      throws IOException, SQLException, InterruptedException {
    StoreId store = new StoreId(caller.getPrincipal().getName());
    // The turn is for what is here: one that waited for a line would keep all other stores out.
    try (Arrivals.Arrival whole = arrivals.whole(store.value(), body)) {
      if (!turns.tryAcquire(config.turnWait().toMillis(), TimeUnit.MILLISECONDS)) {
        throw ProblemException.of(
                ProblemCode.TOO_MANY_REQUESTS, "head office is busy with other envelopes")
            .retryAfter(BUSY_RETRY);
      }
      try {
        ReceivedBatch batch =
            batches.read(
                whole.stream(),
                contentEncoding,
                Protocol.ENVELOPE_RECORDS_MAX,
                Protocol.FACT_BYTES_MAX);
        Receipt receipt = envelopes.receive(Envelope.of(store, batch, facts));
        return answer(batch.header().protocol(), store, receipt);
      } finally {
        turns.release();
      }
    }
  }

  private FactsAnswer answer(int version, StoreId store, Receipt receipt) {
    notes.note(store, receipt);
    return switch (receipt) {
      case Receipt.Applied applied ->
          new FactsAnswer(version, Outcome.APPLIED, applied.watermark());
      case Receipt.Repeated repeated ->
          new FactsAnswer(version, Outcome.DUPLICATE, repeated.watermark());
      case Receipt.Forked forked -> new FactsAnswer(version, Outcome.FORK, forked.watermark());
      case Receipt.Gap gap ->
          throw ProblemException.of(
                  ProblemCode.STREAM_GAP,
                  "facts are missing; continue from " + gap.watermark().position())
              .with("watermark", gap.watermark());
      case Receipt.TurnedAway away ->
          throw parked("an earlier envelope waits for an administrator; see /api/status");
      case Receipt.Parked parked ->
          throw parked("record " + parked.seq() + " cannot be applied: " + parked.why())
              .with("seq", parked.seq());
    };
  }

  private ProblemException parked(String detail) {
    return ProblemException.of(ProblemCode.STORE_PARKED, detail).retryAfter(config.parkedRetry());
  }
}
