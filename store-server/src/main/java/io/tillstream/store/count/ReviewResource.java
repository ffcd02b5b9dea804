package io.tillstream.store.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.fleet.TerminalName;
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

/** The documents of which a person has to say whether a count includes them. */
@Path("/api/counts/{id}/review")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Counts")
class ReviewResource {

  private final ListCounts counts;
  private final Writer writer;
  private final Shop shop;

  ReviewResource(ListCounts counts, Writer writer, Shop shop) {
    this.counts = counts;
    this.writer = writer;
    this.shop = shop;
  }

  /**
   * A page of documents.
   *
   * @param documents by terminal and place
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListCounts.Reviewed> documents, Long next) {}

  /**
   * A person's word.
   *
   * @param inside whether the goods had moved before they were counted
   * @param by who says so
   */
  public record WordBody(Boolean inside, String by) {}

  /** Lists them, settled ones too. */
  @GET
  public Listed list(
      @RestPath String id, @QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long first = Page.after(after);
    List<ListCounts.Reviewed> found = counts.review(id, first, most);
    return new Listed(found, found.size() < most ? null : first + most);
  }

  /** Settles one. */
  @POST
  @Path("/{terminal}/{epoch}/{n}")
  @Operation(
      summary = "Say whether the count includes a document",
      description = "What is inside is restated. Saying the same again changes nothing.")
  public WordBody settle(
      @RestPath String id,
      @RestPath String terminal,
      @RestPath String epoch,
      @RestPath String n,
      WordBody body) {
    DocumentKey document =
        new DocumentKey(
            shop.id(),
            TerminalName.read(terminal),
            (int) Page.number("epoch", epoch, 1, Integer.MAX_VALUE),
            Page.number("n", n, 1, Long.MAX_VALUE));
    Fields fields = new Fields();
    fields.text("by", Fields.body(body).by());
    if (body.inside() == null) {
      fields.fault("inside", "is missing");
    }
    fields.throwIfAny();
    return switch (writer.ask(new SettleReview(shop, id, document, body.inside(), body.by()))) {
      case SettleReview.Settled settled -> body;
      case SettleReview.DecidedOtherwise(String state) ->
          throw ProblemException.of(
              ProblemCode.REVIEW_SETTLED,
              "document %s was found %s of count %s before".formatted(document, state, id));
      case SettleReview.Unknown unknown ->
          throw ProblemException.of(
              ProblemCode.NOT_FOUND,
              "document %s is not in the review of count %s".formatted(document, id));
    };
  }
}
