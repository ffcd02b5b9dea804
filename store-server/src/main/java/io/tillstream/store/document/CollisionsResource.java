package io.tillstream.store.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the documents that claim a place which another holds, for a person to decide (I11). */
@Path("/api/collisions")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Documents")
class CollisionsResource {

  // Whole documents: a page of more could fill the memory.
  private static final int ROWS_MAX = 100;

  private final ListCollisions collisions;

  CollisionsResource(ListCollisions collisions) {
    this.collisions = collisions;
  }

  /**
   * A page of collisions.
   *
   * @param collisions in the order of arrival
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListCollisions.Collision> collisions, Long next) {}

  /** Lists what collides; the document that holds the place is under {@code /api/documents}. */
  @GET
  @Operation(summary = "List documents whose place is held by another")
  public Listed list(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Math.min(ROWS_MAX, Page.limit(limit));
    long first = Page.after(after);
    List<ListCollisions.Collision> found = collisions.after(first, most);
    return new Listed(found, found.size() < most ? null : first + most);
  }
}
