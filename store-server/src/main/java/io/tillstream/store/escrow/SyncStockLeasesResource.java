package io.tillstream.store.escrow;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.escrow.TillLeases;
import io.tillstream.protocol.escrow.Told;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.protocol.wire.StockLeaseAnswer;
import io.tillstream.protocol.wire.StockLeaseReport;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a terminal holds of scarce items, and what it may have. */
@Path("/sync/v1/stock-leases")
@RolesAllowed(EnrolledTerminal.ROLE)
@Blocking
@Tag(name = "Synchronisation")
class SyncStockLeasesResource {

  private static final int WORD_LENGTH_MAX = 64;
  private static final long LEASED_MAX_THOUSANDTHS = 1_000 * Quantity.UNITS_MAX * 1_000L;
  private static final int INCARNATION_LENGTH_MAX = 36;

  private final Writer writer;
  private final SecurityIdentity caller;

  SyncStockLeasesResource(Writer writer, SecurityIdentity caller) {
    this.writer = writer;
    this.caller = caller;
  }

  /** Hears a report; the answer comes after what it grants is on disk. */
  @POST
  public StockLeaseAnswer report(StockLeaseReport report) {
    int version = RequireVersion.ofBody(report == null ? 0 : report.protocol());
    requireSound(report);
    return switch (writer.ask(new ReportLeases(EnrolledTerminal.of(caller).stream(), report))) {
      case ReportLeases.Leased leased ->
          new StockLeaseAnswer(
              version,
              report.request(),
              leased.incarnation(),
              leased.held() ? Boolean.TRUE : null,
              leased.terms());
      case ReportLeases.NotGreeted notGreeted ->
          throw ProblemException.of(
              ProblemCode.TERMINAL_UNPROVEN,
              "goods are leased to whoever was greeted last under this terminal's name; greet again");
    };
  }

  private static void requireSound(StockLeaseReport report) {
    word("request", report.request(), WORD_LENGTH_MAX);
    word("session", report.session(), WORD_LENGTH_MAX);
    if (report.incarnation() != null) {
      word("incarnation", report.incarnation(), INCARNATION_LENGTH_MAX);
    }
    if (report.leases().size() > TillLeases.TOLD_MAX) {
      throw invalid("leases");
    }
    for (Told each : report.leases()) {
      if (each == null
          || each.since() < 0
          || isBeyondReason(each.grantedThousandths())
          || isBeyondReason(each.returnedThousandths())
          || (each.wantedThousandths() != null && isBeyondReason(each.wantedThousandths()))) {
        throw invalid("leases");
      }
      word("item", each.item(), WORD_LENGTH_MAX);
    }
    if (report.leases().stream().map(Told::item).distinct().count() < report.leases().size()) {
      throw invalid("leases");
    }
  }

  /**
   * Sums over all terminals must stay sums: a report that was spoilt is no reason to fail others.
   */
  private static boolean isBeyondReason(long thousandths) {
    return thousandths < 0 || thousandths > LEASED_MAX_THOUSANDTHS;
  }

  private static void word(String field, String value, int lengthMax) {
    if (value == null
        || value.isBlank()
        || value.length() > lengthMax
        || !PlainText.is(value)
        || !value.equals(value.strip())) {
      throw invalid(field);
    }
  }

  private static ProblemException invalid(String field) {
    return ProblemException.of(ProblemCode.INVALID_FIELD, field + " is missing or cannot be")
        .field(field, "is missing or cannot be");
  }
}
