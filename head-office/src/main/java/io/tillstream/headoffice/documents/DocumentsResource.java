package io.tillstream.headoffice.documents;

import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Documents, for administrators and their programs. */
@Path("/api/documents")
@Tag(name = "Documents")
@RolesAllowed(Administrator.ROLE)
class DocumentsResource {

  private final Documents documents;
  private final Stores stores;

  DocumentsResource(Documents documents, Stores stores) {
    this.documents = documents;
    this.stores = stores;
  }

  @GET
  @Operation(
      summary = "A store's documents, in the order of its change log",
      description =
          "after is exclusive; next, when there may be more, is the after of the next page.")
  public DocumentListing after(
      @QueryParam("store") String store,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit,
      @QueryParam("terminal") String terminal)
      throws SQLException {
    StoreId known = stores.requireKnown(Page.store(store));
    TerminalId wanted = Page.terminal(terminal);
    int rows = Page.limit(limit);
    return DocumentListing.of(documents.after(known, wanted, Page.after(after), rows), rows);
  }

  @GET
  @Path("/{store}/{terminal}/{epoch}/{n}")
  @Operation(summary = "One document, verbatim")
  public DocumentDetail one(
      @PathParam("store") String store,
      @PathParam("terminal") String terminal,
      @PathParam("epoch") String epoch,
      @PathParam("n") String n)
      throws SQLException {
    DocumentKey key = Page.key(store, terminal, epoch, n);
    return documents
        .find(key)
        .orElseThrow(
            () -> ProblemException.of(ProblemCode.NOT_FOUND, "document " + key + " is not here"));
  }
}
