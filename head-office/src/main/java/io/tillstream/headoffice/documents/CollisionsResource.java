package io.tillstream.headoffice.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.StoreId;
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
@Tag(name = "Documents")
@RolesAllowed(Administrator.ROLE)
class CollisionsResource {

  // Whole documents: a page of more could fill the memory.
  private static final int ROWS_MAX = 100;

  private final Collisions collisions;
  private final Stores stores;

  CollisionsResource(Collisions collisions, Stores stores) {
    this.collisions = collisions;
    this.stores = stores;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listing(List<Collision> collisions, Long next) {}

  @GET
  @Operation(
      summary = "A store's documents whose place another holds, in the order of arrival",
      description =
          "after is how many to leave out; next, when there may be more, is the after of the next"
              + " page. The document that holds the place is under /api/documents.")
  public Listing after(
      @QueryParam("store") String store,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    StoreId known = stores.requireKnown(Page.store(store));
    int rows = Math.min(ROWS_MAX, Page.limit(limit));
    long first = Page.after(after);
    List<Collision> found = collisions.after(known, first, rows);
    return new Listing(found, found.size() < rows ? null : first + rows);
  }
}
