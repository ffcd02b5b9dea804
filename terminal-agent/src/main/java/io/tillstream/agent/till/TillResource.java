package io.tillstream.agent.till;

import io.smallrye.common.annotation.NonBlocking;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Entry;
import io.tillstream.agent.journal.Journal;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.wire.Delivery;
import io.tillstream.protocol.wire.DocumentSummary;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;

/**
 * What a till app records. Each answer comes after the document is on disk.
 *
 * <p>It runs on the thread that reads the request, although it waits for the disk: one till app
 * asks for one document at a time and waits for the same disk either way, and handing a request to
 * another thread and back costs as much as recording it. Nothing here waits for the network.
 */
@Path("/v1")
@NonBlocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TillResource {

  private final RecordDocument record;
  private final VoidDocument voidDocument;
  private final CloseDay closeDay;
  private final MarkCount markCount;
  private final Deliveries deliveries;

  TillResource(RecordDocument record, Journal journal, Deliveries deliveries) {
    this.record = record;
    this.voidDocument = new VoidDocument(record, journal);
    this.closeDay = new CloseDay(record);
    this.markCount = new MarkCount(record);
    this.deliveries = deliveries;
  }

  /** Goods leave with the customer. */
  @POST
  @Path("/sales")
  public Response sale(byte[] body) {
    return record(DocumentType.SALE, body);
  }

  /** Goods come back. */
  @POST
  @Path("/returns")
  public Response giveBack(byte[] body) {
    return record(DocumentType.RETURN, body);
  }

  /** Goods are gone without a customer. */
  @POST
  @Path("/write-offs")
  public Response writeOff(byte[] body) {
    return record(DocumentType.WRITE_OFF, body);
  }

  /** Money moves and no goods. */
  @POST
  @Path("/financial-adjustments")
  public Response adjust(byte[] body) {
    return record(DocumentType.FINANCIAL_ADJUSTMENT, body);
  }

  /** A new customer. */
  @POST
  @Path("/customers")
  public Response customer(byte[] body) {
    return record(DocumentType.CUSTOMER, body);
  }

  /** A document is taken back. */
  @POST
  @Path("/voids")
  public Response takeBack(byte[] body) {
    return answer(voidDocument.record(body));
  }

  /** The business date ends. */
  @POST
  @Path("/day-closes")
  public Response closeDay(byte[] body) {
    return answer(closeDay.record(body));
  }

  /** What this terminal makes from here on is not in a count. */
  @POST
  @Path("/count-marks")
  public Response markCount(byte[] body) {
    return answer(markCount.record(body));
  }

  private Response record(DocumentType type, byte[] body) {
    return answer(record.record(type, body));
  }

  private Response answer(Entry entry) {
    Answer answer = answered(entry);
    return Response.status(answer.status()).entity(answer.body()).build();
  }

  /** A sale, for those who need no response of the framework. */
  Answer answeredSale(byte[] body) {
    return answered(record.record(DocumentType.SALE, body));
  }

  /** Status and JSON. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and handed on at once
  record Answer(int status, byte[] body) {}

  private Answer answered(Entry entry) {
    Deliveries.Standing standing = deliveries.standing();
    Delivery delivery =
        Delivery.of(entry.document().n(), standing.store().position(), standing.headOffice());
    byte[] body =
        RecordedAnswer.of(
            DocumentSummary.atTerminal(entry.document(), delivery),
            Receipt.of(entry.document(), ZoneId.systemDefault()),
            !entry.fresh());
    Response.Status status = entry.fresh() ? Response.Status.CREATED : Response.Status.OK;
    return new Answer(status.getStatusCode(), body);
  }
}
