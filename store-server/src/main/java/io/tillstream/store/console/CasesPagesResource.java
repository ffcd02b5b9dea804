package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.conflict.ListClosed;
import io.tillstream.store.conflict.ListExpected;
import io.tillstream.store.conflict.SettleCases;
import io.tillstream.store.conflict.SettlementBody;
import io.tillstream.store.conflict.ShowCase;
import io.tillstream.store.conflict.ShownCase;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The stock conflicts of the store, and one of them to decide on. Works without JavaScript. */
@Path("/console/cases")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class CasesPagesResource {

  // Who has more than that reads /api/cases.
  private static final int CASES_SHOWN_MAX = 100;
  private static final int CLOSED_SHOWN_MAX = 30;

  private final ShowCase cases;
  private final ListExpected expected;
  private final ListClosed closed;
  private final SettleCases settle;
  private final Shop shop;

  CasesPagesResource(
      ShowCase cases, ListExpected expected, ListClosed closed, SettleCases settle, Shop shop) {
    this.cases = cases;
    this.expected = expected;
    this.closed = closed;
    this.settle = settle;
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance cases(
        String store,
        long open,
        List<ShownCase> cases,
        List<ListExpected.Expected> expected,
        List<ListClosed.Closed> closed);

    static native TemplateInstance one(String store, ShownCase shown);
  }

  /** Those that wait for a decision, the oldest first. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance cases() throws SQLException {
    return Templates.cases(
        shop.id().value(),
        cases.open(),
        cases.waiting(CASES_SHOWN_MAX),
        expected.after("open", 0, CASES_SHOWN_MAX),
        closed.newest(CLOSED_SHOWN_MAX));
  }

  /** One case. */
  @GET
  @Path("/{case}")
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance one(@RestPath("case") String number) throws SQLException {
    return Templates.one(
        shop.id().value(),
        cases
            .of(number)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.NOT_FOUND, "there is no case '" + number + "'")));
  }

  /** Settles it as the form says, and shows what became of it. */
  @POST
  @Path("/{case}")
  @Operation(hidden = true)
  public RestResponse<Void> settle(
      @RestPath("case") String number,
      @RestForm String choice,
      @RestForm String reason,
      @RestForm String by,
      @RestForm Integer documents,
      @RestForm String missing,
      @RestForm String store) {
    // The button of a correction names its document, too: "correct S1/T1/1/17".
    String[] chosen = choice == null ? new String[] {null} : choice.split(" ", 2);
    String from = Choice.TRANSFER.toString().equals(chosen[0]) ? store : null;
    settle.settle(
        number,
        new SettlementBody(
            chosen[0], reason, by, documents, missing, from, chosen.length > 1 ? chosen[1] : null));
    return RestResponse.seeOther(URI.create("/console/cases/" + number));
  }
}
