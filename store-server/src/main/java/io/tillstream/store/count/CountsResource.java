package io.tillstream.store.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Counts: begin one, look at it, give it up. */
@Path("/api/counts")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Counts")
class CountsResource {

  private final ListCounts counts;
  private final LookAtCount look;
  private final TakeCounts take;

  CountsResource(ListCounts counts, LookAtCount look, TakeCounts take) {
    this.counts = counts;
    this.look = look;
    this.take = take;
  }

  /**
   * A page of counts.
   *
   * @param counts the newest first
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListCounts.Listed> counts, Long next) {}

  /** Lists counts. */
  @GET
  public Listed list(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long first = Page.after(after);
    List<ListCounts.Listed> found = counts.after(first, most);
    return new Listed(found, found.size() < most ? null : first + most);
  }

  /** Begins a count. */
  @POST
  @Operation(
      summary = "Begin a count",
      description = "201 when begun, 200 when it was begun alike before.")
  public RestResponse<ShownCount> start(StartBody body) throws SQLException {
    TakeCounts.Begun begun = take.begin(body);
    return begun.isNew()
        ? RestResponse.status(RestResponse.Status.CREATED, shown(begun.id()))
        : RestResponse.ok(shown(begun.id()));
  }

  /** Shows a count with a page of its lines. */
  @GET
  @Path("/{id}")
  @Operation(
      summary = "Look at a count",
      description =
          "An open one says what posting it now would book, and which terminals have marked it.")
  public ShownCount count(
      @RestPath String id,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    ShownCount shown = shown(id);
    return shown.withLines(
        shown.lines().stream()
            .filter(line -> line.item().compareTo(after) > 0)
            .limit(Page.limit(limit))
            .toList());
  }

  /** Marks a count in the store's own documents. */
  @POST
  @Path("/{id}/mark")
  @Operation(
      summary = "Mark the count in the store's own documents",
      description = "Goods received from now on are not in it. Without a mark the posting decides.")
  public ShownCount mark(@RestPath String id) throws SQLException {
    take.mark(id);
    return shown(id);
  }

  /** Gives a count up. */
  @POST
  @Path("/{id}/cancellation")
  public ShownCount cancel(@RestPath String id) throws SQLException {
    take.cancel(id);
    return shown(id);
  }

  private ShownCount shown(String id) throws SQLException {
    return look.of(id).orElseThrow(() -> TakeCounts.unknown(id));
  }
}
