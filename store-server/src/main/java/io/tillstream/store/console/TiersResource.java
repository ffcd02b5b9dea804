package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.equality.HeadOfficeProof;
import io.tillstream.store.equality.Proof;
import io.tillstream.store.equality.ProveEquality;
import io.tillstream.store.equality.TerminalProof;
import io.tillstream.store.equality.Uncompared;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;

/** Whether head office, the store and its terminals hold the same. Works without JavaScript. */
@Path("/console/equality")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class TiersResource {

  private final ProveEquality prove;
  private final Shop shop;
  private final Clock clock;

  TiersResource(ProveEquality prove, Shop shop, Clock clock) {
    this.prove = prove;
    this.shop = shop;
    this.clock = clock;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance tiers(View view);
  }

  /**
   * What the page shows.
   *
   * @param store its name
   * @param verdict all of it in a sentence
   * @param at when it was found out; null when nothing was compared yet
   * @param how what was compared, in words
   * @param uncompared what was not, or not to its end
   * @param headOffice how head office compares, in words
   * @param documents that differ
   * @param items that differ
   * @param isMore whether there are more of either
   * @param terminals how each of them compares
   * @param documentsOfTerminals that differ between a terminal and the store
   * @param rowsOfTerminals in which terminals differed when they last did
   */
  record View(
      String store,
      String verdict,
      Instant at,
      String how,
      List<Uncompared> uncompared,
      String headOffice,
      List<HeadOfficeProof.DocumentDifference> documents,
      List<HeadOfficeProof.ItemDifference> items,
      boolean isMore,
      List<TierRow> terminals,
      List<TerminalProof.DocumentDifference> documentsOfTerminals,
      List<DifferedRow> rowsOfTerminals) {}

  /** What was found last. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance tiers() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return Templates.tiers(prove.last().map(proof -> view(proof, now)).orElseGet(this::nothingYet));
  }

  /** Compares now, and shows what was found. */
  @POST
  @Operation(hidden = true)
  public Response compareNow() throws SQLException {
    prove.asked(true);
    return Response.seeOther(URI.create("/console/equality")).build();
  }

  private View nothingYet() {
    return new View(
        shop.id().value(),
        TierWords.verdict(null),
        null,
        "",
        List.of(),
        "",
        List.of(),
        List.of(),
        false,
        List.of(),
        List.of(),
        List.of());
  }

  private View view(Proof proof, Instant now) {
    return new View(
        shop.id().value(),
        TierWords.verdict(proof),
        proof.at(),
        TierWords.how(proof),
        proof.uncompared(),
        TierWords.headOffice(proof.headOffice()),
        proof.headOffice().documents(),
        proof.headOffice().differences(),
        proof.headOffice().more(),
        proof.terminals().stream().map(terminal -> TierRow.of(terminal, now)).toList(),
        proof.terminals().stream()
            .flatMap(each -> each.documents().differences().stream())
            .toList(),
        proof.terminals().stream().flatMap(each -> DifferedRow.of(each, now)).toList());
  }
}
