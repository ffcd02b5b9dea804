package io.tillstream.headoffice.documents;

import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.StoreId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What waits for a release, for administrators and their programs. */
@Path("/api/parked")
@Tag(name = "Documents")
@RolesAllowed(Administrator.ROLE)
class ParkedResource {

  private final Documents documents;
  private final Stores stores;

  ParkedResource(Documents documents, Stores stores) {
    this.documents = documents;
    this.stores = stores;
  }

  @GET
  @Operation(
      summary = "A store's documents that are parked now, in the order of its change log",
      description =
          "after is exclusive; next, when there may be more, is the after of the next page.")
  public DocumentListing after(
      @QueryParam("store") String store,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    StoreId known = stores.requireKnown(Page.store(store));
    int rows = Page.limit(limit);
    return DocumentListing.of(documents.parkedAfter(known, Page.after(after), rows), rows);
  }
}
