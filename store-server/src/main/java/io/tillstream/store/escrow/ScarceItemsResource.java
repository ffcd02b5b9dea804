package io.tillstream.store.escrow;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.StockLeaseReport;
import io.tillstream.store.own.ReadGoods;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Items of which terminals sell no more than is leased to them. */
@Path("/api")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class ScarceItemsResource {

  private final ScarceItems items;
  private final Writer writer;

  ScarceItemsResource(ScarceItems items, Writer writer) {
    this.items = items;
    this.writer = writer;
  }

  /**
   * How an item is to be leased.
   *
   * @param lot how much a terminal has at a time: decimal text or number
   */
  public record Wanted(JsonNode lot) {}

  /** A closed epoch of a terminal. */
  public record Epoch(String terminal, int epoch) {}

  /** Lists them. */
  @GET
  @Path("/scarce-items")
  @Operation(summary = "List the scarce items, what is leased to which terminal and what is free")
  public ScarceItems.Listed list() throws SQLException {
    return items.all();
  }

  /** Chooses one, or changes its lot. */
  @PUT
  @Path("/scarce-items/{item}")
  @Operation(summary = "Bound the sales of an item by what is leased to terminals")
  public ScarceItems.Listed choose(@RestPath String item, Wanted wanted) throws SQLException {
    return switch (writer.ask(new ChooseScarce(item, lot(wanted)))) {
      case DONE -> items.all();
      case UNKNOWN -> throw unknown("there is no item '" + item + "'");
      case NOT_STOCKED ->
          throw ProblemException.of(
              ProblemCode.INVALID_FIELD, item + " is nothing that stands on a shelf");
      case TOO_MANY ->
          throw ProblemException.of(
              ProblemCode.OUT_OF_RANGE,
              "a store has at most " + StockLeaseReport.ITEMS_MAX + " scarce items");
    };
  }

  /** Makes one an item like any other. */
  @DELETE
  @Path("/scarce-items/{item}")
  @Operation(summary = "Sell an item freely again; terminals give back what they hold of it")
  public void sellFreely(@RestPath String item) {
    if (!writer.ask(new SellFreely(item))) {
      throw unknown("'" + item + "' is not scarce");
    }
  }

  /** Takes back what is leased to an epoch of which nobody will bring another sale. */
  @POST
  @Path("/stock-leases/returns")
  @Operation(summary = "Say that nobody will bring another sale of a closed epoch")
  public ScarceItems.Listed giveUp(Epoch lost) throws SQLException {
    return switch (writer.ask(new GiveUpEpoch(terminal(lost), lost.epoch()))) {
      case RETURNED -> items.all();
      case NOTHING ->
          throw unknown("nothing is leased to " + lost.terminal() + " in epoch " + lost.epoch());
      case OPEN ->
          throw ProblemException.of(
                  ProblemCode.TERMINAL_ENROLLED,
                  lost.terminal() + " sells in epoch " + lost.epoch() + "; enrol it anew first")
              .field("epoch", "is the terminal's present one");
    };
  }

  /** Leases again after the store was restored from a backup. */
  @POST
  @Path("/stock-leases/release")
  @Operation(summary = "After a restore: say that what was leased since the backup is known again")
  public ScarceItems.Listed leaseAgain() throws SQLException {
    writer.ask(new LeaseAgain());
    return items.all();
  }

  private static long lot(Wanted wanted) {
    if (wanted == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    Faults faults = new Faults();
    Quantity lot = new ReadGoods(faults).quantity("lot", wanted.lot());
    faults.throwIfAny();
    return lot.thousandths();
  }

  private static TerminalId terminal(Epoch lost) {
    if (lost == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    try {
      return new TerminalId(lost.terminal());
    } catch (InvalidIdentity e) {
      throw ProblemException.of(ProblemCode.INVALID_FIELD, e.getMessage())
          .field("terminal", e.getMessage());
    }
  }

  private static ProblemException unknown(String detail) {
    return ProblemException.of(ProblemCode.NOT_FOUND, detail);
  }
}
