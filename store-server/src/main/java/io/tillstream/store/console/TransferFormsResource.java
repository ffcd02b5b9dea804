package io.tillstream.store.console;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.own.ReadGoods;
import io.tillstream.store.transfer.DispatchBody;
import io.tillstream.store.transfer.ReceiptBody;
import io.tillstream.store.transfer.RecordTransfers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The forms by which goods are dispatched to other stores and received from them. Sent twice, as by
 * a second press of the button, they are recorded once: the delivery note names the document.
 */
@Path("/console/transfers")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class TransferFormsResource {

  private final RecordTransfers record;

  TransferFormsResource(RecordTransfers record) {
    this.record = record;
  }

  /** Dispatches goods as the form says, and shows the transfer. */
  @POST
  @Operation(hidden = true)
  public RestResponse<Void> dispatch(
      @RestForm String store,
      @RestForm String reference,
      @RestForm String from,
      @RestForm List<String> item,
      @RestForm List<String> quantity)
      throws SQLException {
    return shows(
        record.dispatch(
            new DispatchBody(
                null,
                GoodsForm.entered(store),
                GoodsForm.entered(reference),
                GoodsForm.entered(from),
                GoodsForm.lines(item, quantity))));
  }

  /** Receives goods of a transfer that nobody has told of, and shows it. */
  @POST
  @Path("/receipts")
  @Operation(hidden = true)
  public RestResponse<Void> receiveUnlisted(
      @RestForm String transfer,
      @RestForm String store,
      @RestForm String reference,
      @RestForm String to,
      @RestForm Boolean part,
      @RestForm List<String> item,
      @RestForm List<String> quantity)
      throws SQLException {
    return receive(transfer, store, reference, to, part, GoodsForm.lines(item, quantity));
  }

  /** Receives goods of a transfer as its page says, and shows what became of it. */
  @POST
  @Path("/{id}/receipts")
  @Operation(hidden = true)
  public RestResponse<Void> receive(
      @RestPath String id,
      @RestForm String reference,
      @RestForm String to,
      @RestForm Boolean part,
      @RestForm List<String> known,
      @RestForm List<String> came,
      @RestForm List<String> item,
      @RestForm List<String> quantity)
      throws SQLException {
    List<ReadGoods.LineBody> lines = new ArrayList<>(GoodsForm.cameOf(known, came));
    lines.addAll(GoodsForm.lines(item, quantity));
    return receive(id, null, reference, to, part, lines);
  }

  private RestResponse<Void> receive(
      String id,
      String store,
      String reference,
      String to,
      Boolean part,
      List<ReadGoods.LineBody> lines)
      throws SQLException {
    return shows(
        record.receive(
            id == null ? "" : id.strip(),
            new ReceiptBody(
                GoodsForm.entered(store),
                GoodsForm.entered(reference),
                GoodsForm.entered(to),
                part,
                lines)));
  }

  private static RestResponse<Void> shows(RestResponse<RecordTransfers.Recorded> recorded) {
    return RestResponse.seeOther(
        UriBuilder.fromPath("/console/transfers/{id}").build(recorded.getEntity().transfer().id()));
  }
}
