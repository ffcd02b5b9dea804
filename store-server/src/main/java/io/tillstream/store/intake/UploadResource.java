package io.tillstream.store.intake;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.http.BodyLimit;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.stream.Arrivals;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.DocumentsAnswer;
import io.tillstream.protocol.wire.Outcome;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.fleet.Contact;
import io.tillstream.store.fleet.Contacts;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.uplink.HeadOfficeProgress;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Where terminals bring their documents. */
@Path("/sync/v1/documents")
@RolesAllowed(EnrolledTerminal.ROLE)
@Blocking
@Tag(name = "Synchronisation")
class UploadResource {

  private static final Logger LOG = Logger.getLogger(UploadResource.class);

  private static final Duration HEAD_OFFICE_FIRST = Duration.ofSeconds(1);

  private final ReadBatch readBatch;
  private final ReadUpload readUpload;
  private final Writer writer;
  private final Contacts contacts;
  private final HeadOfficeProgress headOffice;
  private final IntakeMeters meters;
  private final Arrivals arrivals;
  private final Turnstile turnstile;
  private final Restoration restoration;
  private final Clock clock;
  private final SecurityIdentity caller;

  UploadResource(
      ReadBatch readBatch,
      Shop shop,
      Writer writer,
      Contacts contacts,
      HeadOfficeProgress headOffice,
      IntakeMeters meters,
      IntakeConfig config,
      Restoration restoration,
      Clock clock,
      SecurityIdentity caller) {
    this.readBatch = readBatch;
    this.readUpload = new ReadUpload(shop, config.unknownCustomer());
    this.writer = writer;
    this.contacts = contacts;
    this.headOffice = headOffice;
    this.meters = meters;
    arrivals = new Arrivals(config.arrivalsAtOnce(), config.arrivalsBytesMax());
    turnstile = new Turnstile(config.uploadsAtOnce(), config.bytesAtOnce(), config.waitForTurn());
    this.restoration = restoration;
    this.clock = clock;
    this.caller = caller;
  }

  /** Takes in consecutive documents of the caller's stream; answers when they are on disk. */
  @POST
  @Consumes(Protocol.NDJSON)
  @BodyLimit(bytesMax = Protocol.BATCH_BYTES_MAX)
  @Operation(summary = "Upload documents", description = "A header line, then a document per line.")
  public DocumentsAnswer upload(
      InputStream body, @HeaderParam(HttpHeaders.CONTENT_ENCODING) String contentEncoding)
      throws IOException {
    DocumentStream own = EnrolledTerminal.of(caller).stream();
    contacts.note(own.terminal(), new Contact(clock.millis(), null, null, null, null));
    if (restoration.isHeadOfficeFirst()) {
      throw ProblemException.of(
              ProblemCode.NOT_AVAILABLE,
              "the database was restored from a backup; head office gives back what it has first")
          .retryAfter(HEAD_OFFICE_FIRST);
    }
    try (Arrivals.Arrival whole = arrivals.whole(own.terminal().value(), body);
        Turnstile.Place place = turnstile.enter(whole.length(), contentEncoding != null)) {
      ReceivedBatch batch =
          readBatch.read(
              whole.stream(), contentEncoding, Protocol.BATCH_DOCUMENTS_MAX, place::unfoldsTo);
      DocumentStream stream = own(batch.header().stream(), own);
      boolean closed = stream.epoch() < own.epoch();
      ReceiveDocuments command = readUpload.read(batch, stream, closed);
      return answer(batch.header().protocol(), stream, writer.ask(command, place.held()));
    }
  }

  /** The caller's present stream, or that of one of its closed epochs (I12). */
  private static DocumentStream own(String name, DocumentStream present) {
    for (int epoch = present.epoch(); epoch >= 1; epoch--) {
      DocumentStream each = new DocumentStream(present.store(), present.terminal(), epoch);
      if (each.toString().equals(name)) {
        return each;
      }
    }
    throw ProblemException.of(
            ProblemCode.STREAM_NOT_YOURS,
            "this credential is for stream " + present + " and the epochs before it")
        .field("stream", "must be " + present + " or an earlier epoch of it");
  }

  private DocumentsAnswer answer(int version, DocumentStream stream, Received received) {
    return switch (received) {
      case Received.Gap(Watermark standing) ->
          throw ProblemException.of(
                  ProblemCode.STREAM_GAP,
                  "the store holds " + stream + " up to " + standing.position())
              .with("watermark", standing);
      case Received.Answered(
              Outcome outcome,
              Watermark watermark,
              List<DocumentVerdict> verdicts) -> {
        meters.count(verdicts);
        report(stream, outcome, verdicts);
        yield new DocumentsAnswer(
            version,
            outcome,
            watermark,
            verdicts,
            headOffice.acknowledged(stream),
            clock.instant());
      }
    };
  }

  /** One line for an upload that a person may have to look at, however many documents it parks. */
  private static void report(
      DocumentStream stream, Outcome outcome, List<DocumentVerdict> verdicts) {
    List<DocumentVerdict> parked =
        verdicts.stream().filter(each -> each.verdict() == Verdict.PARKED).toList();
    if (parked.isEmpty()) {
      return;
    }
    DocumentVerdict first = parked.getFirst();
    switch (outcome) {
      case FORK ->
          LOG.warnf(
              "Terminal %s, epoch %d: document %d has a different content here; both are kept. Unless"
                  + " the epoch is closed, the terminal has to be enrolled anew",
              stream.terminal(), stream.epoch(), first.n());
      case APPLIED, DUPLICATE ->
          LOG.infof(
              "Terminal %s, epoch %d: documents parked: %d, the first is %d: %s, %s",
              stream.terminal(),
              stream.epoch(),
              parked.size(),
              first.n(),
              first.reason(),
              first.detail());
    }
  }
}
