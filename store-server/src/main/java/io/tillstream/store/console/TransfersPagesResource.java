package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.transfer.TransferState;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.transfer.GoodsRequest;
import io.tillstream.store.transfer.HearOfTransfers;
import io.tillstream.store.transfer.ListTransfers;
import io.tillstream.store.transfer.ShownTransfer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Goods on their way to other stores and from them: what is missing first, and forms to dispatch
 * and to receive. Works without JavaScript.
 */
@Path("/console/transfers")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class TransfersPagesResource {

  // Who has more than that reads /api/transfers.
  private static final int OPEN_SHOWN_MAX = 200;
  private static final int KNOWN_SHOWN_MAX = 100;

  private static final List<Integer> ROWS = List.of(1, 2, 3, 4, 5, 6);

  private final ListTransfers transfers;
  private final HearOfTransfers headOffice;
  private final Shop shop;
  private final Clock clock;

  TransfersPagesResource(
      ListTransfers transfers, HearOfTransfers headOffice, Shop shop, Clock clock) {
    this.transfers = transfers;
    this.headOffice = headOffice;
    this.shop = shop;
    this.clock = clock;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance transfers(
        String store, List<Table> tables, List<GoodsRequest> requests, List<Integer> rows);

    static native TemplateInstance one(View view);
  }

  /**
   * Transfers that stand alike.
   *
   * @param id of the heading
   * @param title what they have in common
   * @param none what is said when there is none
   * @param isWhole whether those are all
   */
  record Table(
      String id, String title, String none, List<ShownTransfer> transfers, boolean isWhole) {}

  /** What the page of a transfer shows. */
  record View(String store, ShownTransfer transfer, boolean isSentByUs) {

    /** Whether nothing of it is on the way any more. */
    public boolean isClosed() {
      return transfer.state() == TransferState.CLOSED;
    }

    /** Whether goods of it may still come to this store. */
    public boolean isToBeReceived() {
      return !isSentByUs && !isClosed() && transfer.state() != TransferState.RECEIVED_AHEAD;
    }

    /** Whether somebody has to decide what became of the rest. */
    public boolean isDifferent() {
      return isWrong(transfer);
    }
  }

  /**
   * All transfers: those that a person has to look at, those on the way, and those that are done.
   */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance transfers() throws SQLException {
    LocalDate today = today();
    List<ShownTransfer> open = new ArrayList<>();
    for (String id : transfers.open("", OPEN_SHOWN_MAX)) {
      transfers.one(id, today).ifPresent(open::add);
    }
    boolean isWhole = open.size() < OPEN_SHOWN_MAX;
    List<ShownTransfer> known = transfers.after("", KNOWN_SHOWN_MAX, today);
    return Templates.transfers(
        shop.id().value(),
        List.of(
            new Table(
                "differ",
                "Short, over or overdue",
                "Nothing is missing.",
                only(open, TransfersPagesResource::isWrong),
                isWhole),
            new Table(
                "under-way",
                "On the way",
                "Nothing is on the way.",
                only(open, transfer -> !isWrong(transfer)),
                isWhole),
            new Table(
                "closed",
                "Closed",
                "No transfer was closed yet.",
                only(known, transfer -> transfer.state() == TransferState.CLOSED),
                known.size() < KNOWN_SHOWN_MAX)),
        headOffice.asked().map(HearOfTransfers.Asked::requests).orElse(List.of()),
        ROWS);
  }

  /** One transfer, with a form to receive what has come of it. */
  @GET
  @Path("/{id}")
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance one(@RestPath String id) throws SQLException {
    return Templates.one(
        new View(
            shop.id().value(),
            transfers
                .one(id, today())
                .orElseThrow(
                    () ->
                        ProblemException.of(
                            ProblemCode.NOT_FOUND, "there is no transfer '" + id + "'")),
            transfers.isDispatchedHere(id)));
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneId.systemDefault()));
  }

  private static boolean isWrong(ShownTransfer transfer) {
    return transfer.overdue()
        || transfer.state() == TransferState.RECEIVED_SHORT
        || transfer.state() == TransferState.RECEIVED_OVER;
  }

  private static List<ShownTransfer> only(
      List<ShownTransfer> transfers, Predicate<ShownTransfer> which) {
    return transfers.stream().filter(which).toList();
  }
}
