package io.tillstream.store.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.page.Page;
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
  private final SettleReviews reviews;

  ReviewResource(ListCounts counts, SettleReviews reviews) {
    this.counts = counts;
    this.reviews = reviews;
  }

  /**
   * A page of documents.
   *
   * @param documents by terminal and place
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListCounts.Reviewed> documents, Long next) {}

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
    reviews.settle(id, terminal, epoch, n, body);
    return body;
  }
}
