package io.tillstream.store.conflict;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Stock conflicts: why they came about, and what a person decides about them. */
@Path("/api/cases")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Cases")
class CasesResource {

  private final ReadCases cases;
  private final ShowCase show;
  private final SettleCases settle;

  CasesResource(ReadCases cases, ShowCase show, SettleCases settle) {
    this.cases = cases;
    this.show = show;
    this.settle = settle;
  }

  /**
   * A page of cases.
   *
   * @param cases the oldest first
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ShownCase> cases, String next) {}

  /** Lists cases. */
  @GET
  @Operation(
      summary = "List stock conflicts",
      description = "Those that are open, unless state says settled or gone (ended by itself).")
  public Listed list(
      @QueryParam("state") @DefaultValue("open") String state,
      @QueryParam("kind") String kind,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long first =
        after == null
            ? 0
            : CaseNumber.of(after)
                .map(CaseNumber::id)
                .orElseThrow(() -> invalid("after", "must be the name of a case"));
    CaseState wanted =
        CaseState.find(state)
            .orElseThrow(
                () -> invalid("state", "must be one of " + Arrays.toString(CaseState.values())));
    List<KnownCase> rows = cases.after(wanted, kind(kind), first, most);
    return new Listed(
        rows.stream().map(show::brief).toList(),
        rows.size() < most ? null : rows.getLast().number().toString());
  }

  /** Shows a case with why it came about, its history, and what may be done about it. */
  @GET
  @Path("/{case}")
  @Operation(summary = "Show a stock conflict", description = "With the settlements that fit it.")
  public ShownCase one(@RestPath("case") String number) throws SQLException {
    return show.whole(SettleCases.number(number)).orElseThrow(() -> SettleCases.unknown(number));
  }

  /** Settles a case. */
  @POST
  @Path("/{case}/settlement")
  @Operation(
      summary = "Settle a stock conflict",
      description =
          "Books the choice as a document. The same request again changes nothing; 409 when"
              + " somebody else has settled it, or when it names more documents than were seen.")
  public ShownCase settle(@RestPath("case") String number, SettlementBody body)
      throws SQLException {
    settle.settle(number, body);
    return one(number);
  }

  private static Optional<CaseKind> kind(String text) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<CaseKind> kind = CaseKind.find(text);
    if (kind.isEmpty()) {
      throw invalid("kind", "must be one of " + Arrays.toString(CaseKind.values()));
    }
    return kind;
  }

  private static ProblemException invalid(String name, String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, name + " " + detail)
        .field(name, detail);
  }
}
