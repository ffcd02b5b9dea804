package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.count.ListCounts;
import io.tillstream.store.count.LookAtCount;
import io.tillstream.store.count.PostCounts;
import io.tillstream.store.count.PostingBody;
import io.tillstream.store.count.SettleReviews;
import io.tillstream.store.count.ShownCount;
import io.tillstream.store.count.TakeCounts;
import io.tillstream.store.count.WordBody;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** One count with all that it found, to be posted or given up. Works without JavaScript. */
@Path("/console/counts/{id}")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class CountPageResource {

  // Who has more than that reads /api/counts.
  private static final int REVIEW_SHOWN_MAX = 500;
  private static final String UNCHANGED = "Nothing was changed.";

  private final ListCounts counts;
  private final LookAtCount look;
  private final TakeCounts take;
  private final PostCounts posts;
  private final SettleReviews reviews;
  private final Shop shop;

  CountPageResource(
      ListCounts counts,
      LookAtCount look,
      TakeCounts take,
      PostCounts posts,
      SettleReviews reviews,
      Shop shop) {
    this.counts = counts;
    this.look = look;
    this.take = take;
    this.posts = posts;
    this.reviews = reviews;
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance count(CountView view);
  }

  /** It, for whoever has said his name before. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance count(@RestPath String id, @QueryParam("by") @DefaultValue("") String by)
      throws SQLException {
    return page(id, new CountView.Typed(by, "", false), null);
  }

  /** Posts it as the form says, and shows what was booked. */
  @POST
  @Path("/posting")
  @Operation(hidden = true)
  public RestResponse<String> post(
      @RestPath String id,
      @RestForm @DefaultValue("") String countedBy,
      @RestForm @DefaultValue("") String approvedBy,
      @RestForm boolean acceptUnmarked,
      @RestForm Long entries)
      throws SQLException {
    PostingBody body =
        new PostingBody(
            countedBy.strip(),
            approvedBy.isBlank() ? null : approvedBy.strip(),
            acceptUnmarked,
            entries);
    CountView.Typed typed = new CountView.Typed(countedBy, approvedBy, acceptUnmarked);
    try {
      boolean isNew = posts.post(id, body);
      ListCounts.Listed now = shown(id).count();
      if (!isNew && !body.countedBy().equals(now.countedBy())) {
        return refused(
            id,
            typed,
            Told.conflict(
                "%s posted the count at %s. Nothing was posted a second time."
                    .formatted(now.countedBy(), ShopTime.shopTime(now.endedAt()))));
      }
      return shows(id, "");
    } catch (ProblemException problem) {
      return refused(id, typed, Told.of(problem, "Nothing was posted."));
    }
  }

  /** Marks it in the store's own documents. */
  @POST
  @Path("/mark")
  @Operation(hidden = true)
  public RestResponse<String> mark(@RestPath String id) throws SQLException {
    try {
      take.mark(id);
      return shows(id, "");
    } catch (ProblemException problem) {
      return refused(id, CountView.Typed.NOTHING, Told.of(problem, UNCHANGED));
    }
  }

  /** Gives it up. */
  @POST
  @Path("/cancellation")
  @Operation(hidden = true)
  public RestResponse<String> cancel(@RestPath String id) throws SQLException {
    try {
      take.cancel(id);
      return shows(id, "");
    } catch (ProblemException problem) {
      return refused(id, CountView.Typed.NOTHING, Told.of(problem, UNCHANGED));
    }
  }

  /**
   * Takes a person's word on a document.
   *
   * @param word {@code inside} or {@code outside}, and which: {@code inside S1/T1/1/17}
   */
  @POST
  @Path("/review")
  @Operation(hidden = true)
  public RestResponse<String> say(
      @RestPath String id,
      @RestForm @DefaultValue("") String word,
      @RestForm @DefaultValue("") String by)
      throws SQLException {
    String[] said = word.split("[ /]", -1);
    try {
      if (said.length != 5 || !List.of("inside", "outside").contains(said[0])) {
        throw ProblemException.of(
            ProblemCode.INVALID_FIELD, "the form does not say which document is meant");
      }
      reviews.settle(
          id, said[2], said[3], said[4], new WordBody(said[0].equals("inside"), by.strip()));
      return shows(id, "?by=" + InUrl.of(by.strip()) + "#review");
    } catch (ProblemException problem) {
      return refused(id, new CountView.Typed(by, "", false), Told.of(problem, UNCHANGED));
    }
  }

  private RestResponse<String> refused(String id, CountView.Typed typed, Told told)
      throws SQLException {
    return told.on(page(id, typed, told).render());
  }

  private static RestResponse<String> shows(String id, String at) {
    return RestResponse.seeOther(URI.create("/console/counts/" + InUrl.of(id) + at));
  }

  private TemplateInstance page(String id, CountView.Typed typed, Told told) throws SQLException {
    return Templates.count(
        CountView.of(
            shop.id().value(),
            shown(id),
            counts.review(id, 0, REVIEW_SHOWN_MAX),
            look.limit(),
            typed,
            told));
  }

  private ShownCount shown(String id) throws SQLException {
    return look.of(id)
        .orElseThrow(
            () -> ProblemException.of(ProblemCode.NOT_FOUND, "there is no count '" + id + "'"));
  }
}
