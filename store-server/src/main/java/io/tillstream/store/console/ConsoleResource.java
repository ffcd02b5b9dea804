package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.conflict.ShowCase;
import io.tillstream.store.equality.ProveEquality;
import io.tillstream.store.fleet.Fleet;
import io.tillstream.store.inbox.ListHeldBack;
import io.tillstream.store.parked.ListCauses;
import io.tillstream.store.status.LookAtBooks;
import io.tillstream.store.status.StoreStatus;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The console's one page: the terminals, and the store itself. Works without JavaScript. */
@Path("/console")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class ConsoleResource {

  static final String POLICY = "default-src 'self'; frame-ancestors 'none'";

  private static final int ROWS_SHOWN = 20;

  private final Fleet fleet;
  private final LookAtBooks books;
  private final ListHeldBack heldBack;
  private final ListCauses causes;
  private final ProveEquality equality;
  private final ShowCase cases;
  private final Writer writer;
  private final Clock clock;

  ConsoleResource(
      Fleet fleet,
      LookAtBooks books,
      ListHeldBack heldBack,
      ListCauses causes,
      ProveEquality equality,
      ShowCase cases,
      Writer writer,
      Clock clock) {
    this.equality = equality;
    this.causes = causes;
    this.cases = cases;
    this.fleet = fleet;
    this.books = books;
    this.heldBack = heldBack;
    this.writer = writer;
    this.clock = clock;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance console(View view);

    static native TemplateInstance state(View view);
  }

  /**
   * What both templates show.
   *
   * @param status of the store
   * @param writer what the writer says of itself
   * @param terminals by name
   * @param heldBack the first rows of other programs that terminals are not shown
   * @param causes what most parked documents wait for
   * @param equality what the last comparison of the tiers has found, in words
   * @param cases how many stock conflicts wait for a decision
   * @param at when this was so
   */
  record View(
      StoreStatus status,
      String writer,
      List<TerminalRow> terminals,
      List<ListHeldBack.HeldBack> heldBack,
      List<ListCauses.Cause> causes,
      String equality,
      long cases,
      Instant at) {}

  /** The page. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = POLICY)
  public TemplateInstance console() throws SQLException {
    return Templates.console(view());
  }

  /** The part of the page that is renewed while somebody looks at it. */
  @GET
  @Path("/state")
  @Operation(hidden = true)
  public TemplateInstance state() throws SQLException {
    return Templates.state(view());
  }

  private View view() throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new View(
        books.now(),
        writer.state().toString(),
        fleet.terminals().stream().map(terminal -> TerminalRow.of(terminal, now)).toList(),
        heldBack.after(0, ROWS_SHOWN),
        causes.after(0, ROWS_SHOWN),
        TierWords.inShort(equality.last().orElse(null), now),
        cases.open(),
        now);
  }
}
