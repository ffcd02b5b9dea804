package io.tillstream.store.count;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Where a count becomes a part of the books. */
@Path("/api/counts/{id}/posting")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Counts")
class PostingResource {

  private final LookAtCount look;
  private final PostCounts posts;

  PostingResource(LookAtCount look, PostCounts posts) {
    this.look = look;
    this.posts = posts;
  }

  /** Posts the count. */
  @POST
  @Operation(
      summary = "Post the count",
      description =
          "201 when posted, 200 when it was posted before. 409 count-unmarked names terminals that"
              + " have made no mark; 409 count-not-approved lists variances over the limit; 409 count-changed"
              + " says that it has other than so many `entries` by now.")
  public RestResponse<ShownCount> post(@RestPath String id, PostingBody body) throws SQLException {
    boolean isNew = posts.post(id, body);
    ShownCount shown = look.of(id).orElseThrow(() -> TakeCounts.unknown(id));
    return isNew ? RestResponse.status(RestResponse.Status.CREATED, shown) : RestResponse.ok(shown);
  }
}
