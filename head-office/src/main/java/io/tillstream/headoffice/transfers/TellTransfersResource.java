package io.tillstream.headoffice.transfers;

import io.quarkus.security.identity.SecurityIdentity;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.protocol.wire.TransfersAnswer;
import io.tillstream.protocol.wire.TransfersRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a store hears what other stores have said of its transfers. */
@Path("/sync/v1/transfers")
@Tag(name = "Synchronisation")
@RolesAllowed("store")
class TellTransfersResource {

  private static final int REQUESTS_MAX = 200;

  private final Transfers transfers;
  private final GoodsRequests requests;
  private final SecurityIdentity caller;

  TellTransfersResource(Transfers transfers, GoodsRequests requests, SecurityIdentity caller) {
    this.transfers = transfers;
    this.requests = requests;
    this.caller = caller;
  }

  @POST
  @Operation(
      summary = "What other stores say of the caller's transfers",
      description =
          "Of those it names, and of open ones that name it and of which it has sent no document."
              + " Whole sums, which take the place of what was told before. And what other stores"
              + " ask the caller for.")
  public TransfersAnswer tell(TransfersRequest request) throws SQLException {
    if (request == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    int version = RequireVersion.ofBody(request.protocol());
    if (request.open().size() > TransfersRequest.OPEN_MAX) {
      String detail = "are more than " + TransfersRequest.OPEN_MAX;
      throw ProblemException.of(ProblemCode.OUT_OF_RANGE, "open: " + detail).field("open", detail);
    }
    StoreId store = new StoreId(caller.getPrincipal().getName());
    List<TransfersAnswer.Told> told = new ArrayList<>();
    for (String id : request.open()) {
      add(told, transfers.of(id), store);
    }
    for (Map<StoreId, TransferStanding> parts :
        transfers.unheardBy(store, TransfersRequest.OPEN_MAX)) {
      add(told, parts, store);
    }
    return new TransfersAnswer(
        version, told.stream().distinct().toList(), requests.to(store, REQUESTS_MAX));
  }

  /** Only those that concern the caller: it may not ask about others' goods. */
  private static void add(
      List<TransfersAnswer.Told> told, Map<StoreId, TransferStanding> parts, StoreId store) {
    parts.forEach(
        (teller, standing) -> {
          boolean concerns = parts.containsKey(store) || standing.other().equals(store);
          if (concerns && !teller.equals(store)) {
            told.add(TransfersAnswer.Told.of(teller, standing));
          }
        });
  }
}
