package io.tillstream.store.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.problem.Words;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.store.document.Documents;
import io.tillstream.store.document.ShownDocument;
import io.tillstream.store.fleet.TerminalName;
import io.tillstream.store.intake.IntakeConfig;
import io.tillstream.store.intake.ReadDocument;
import io.tillstream.store.page.Page;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The documents that are kept and not booked, and what a person may do about them. */
@Path("/api/parked")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Documents")
class ParkedResource {

  private static final int REASON_LENGTH_MAX = 200;

  private final Documents documents;
  private final ListCauses causes;
  private final Writer writer;
  private final Shop shop;
  private final ReadDocument read;
  private final IntakeConfig config;

  ParkedResource(
      Documents documents, ListCauses causes, Writer writer, Shop shop, IntakeConfig config) {
    this.documents = documents;
    this.causes = causes;
    this.writer = writer;
    this.shop = shop;
    this.config = config;
    read = new ReadDocument(shop);
  }

  /**
   * A page of documents.
   *
   * @param documents in the order of arrival
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ShownDocument> documents, Long next) {}

  /**
   * A page of causes.
   *
   * @param causes those of most documents first
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Causes(List<ListCauses.Cause> causes, Long next) {}

  /**
   * How the document stands now.
   *
   * @param verdict accepted or parked
   * @param reason why it is parked, or absent
   * @param detail what it waits for, or absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Standing(Verdict verdict, ParkedReason reason, String detail) {}

  /**
   * A person's decision.
   *
   * @param reason why the document stays unbooked
   */
  public record DismissalBody(String reason) {}

  /** Lists what is parked now. */
  @GET
  public Listed parked(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    List<ShownDocument> found = documents.parkedAfter(Page.after(after), most);
    return new Listed(found, found.size() < most ? null : found.getLast().summary().seq());
  }

  /** Groups what is parked now by its causes. */
  @GET
  @Path("/causes")
  public Causes causes(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long first = Page.after(after);
    List<ListCauses.Cause> found = causes.after(first, most);
    return new Causes(found, found.size() < most ? null : first + found.size());
  }

  /** Tries again to book a document. */
  @POST
  @Path("/{terminal}/{epoch}/{n}/resubmission")
  @Operation(
      summary = "Book it after all",
      description = "Tries again, as if the document came now. Asking again changes nothing.")
  public Standing resubmit(@RestPath String terminal, @RestPath String epoch, @RestPath String n) {
    DocumentKey key = key(terminal, epoch, n);
    return standing(
        key, writer.ask(new ResubmitParked(key, read, config.unknownCustomer(), false)), null);
  }

  /** Decides that a document stays unbooked. */
  @POST
  @Path("/{terminal}/{epoch}/{n}/dismissal")
  @Operation(
      summary = "Leave it unbooked",
      description =
          "The document is kept and leaves the list of what is parked; head office is told. Asking"
              + " again with the same reason changes nothing.")
  public Standing dismiss(
      @RestPath String terminal, @RestPath String epoch, @RestPath String n, DismissalBody body) {
    DocumentKey key = key(terminal, epoch, n);
    String reason = Words.require("reason", body == null ? null : body.reason(), REASON_LENGTH_MAX);
    return standing(key, writer.ask(new DismissParked(key, reason)), reason);
  }

  private static Standing standing(DocumentKey key, Settled settled, String reason) {
    return switch (settled) {
      case Settled.Booked booked -> new Standing(Verdict.ACCEPTED, null, null);
      case Settled.StillParked(ParkedReason why, String detail) ->
          new Standing(Verdict.PARKED, why, detail);
      case Settled.Dismissed dismissed ->
          new Standing(Verdict.PARKED, ParkedReason.DISMISSED, reason);
      case Settled.DecidedOtherwise(String what) ->
          throw ProblemException.of(ProblemCode.NOT_PARKED, "document " + key + ": " + what);
      case Settled.Unknown unknown ->
          throw ProblemException.of(ProblemCode.NOT_FOUND, "there is no document " + key);
    };
  }

  private DocumentKey key(String terminal, String epoch, String n) {
    return new DocumentKey(
        shop.id(),
        TerminalName.read(terminal),
        (int) Page.number("epoch", epoch, 1, Integer.MAX_VALUE),
        Page.number("n", n, 1, Long.MAX_VALUE));
  }
}
