package io.tillstream.headoffice.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.problem.Words;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Settlement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
  private final Documents documents;
  private final Stores stores;

  CollisionsResource(Collisions collisions, Documents documents, Stores stores) {
    this.collisions = collisions;
    this.documents = documents;
    this.stores = stores;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listing(List<Collision> collisions, Long next) {}

  /** A collision, and the document that holds its place. */
  record Beside(@JsonUnwrapped Collision collision, DocumentDetail holder) {}

  record DismissalBody(String reason, String by) {}

  @GET
  @Operation(
      summary = "A store's documents whose place another holds, in the order of arrival",
      description =
          "after is how many to leave out; next, when there may be more, is the after of the next"
              + " page. open=true leaves out those on which a person has decided.")
  public Listing after(
      @QueryParam("store") String store,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit,
      @QueryParam("open") String open)
      throws SQLException {
    StoreId known = stores.requireKnown(Page.store(store));
    int rows = Math.min(ROWS_MAX, Page.limit(limit));
    long first = Page.after(after);
    List<Collision> found = collisions.after(known, "true".equals(open), first, rows);
    return new Listing(found, found.size() < rows ? null : first + rows);
  }

  @GET
  @Path("/{store}/{terminal}/{epoch}/{n}/{hash}")
  @Operation(summary = "One beside the document that holds its place")
  public Beside one(
      @PathParam("store") String store,
      @PathParam("terminal") String terminal,
      @PathParam("epoch") String epoch,
      @PathParam("n") String n,
      @PathParam("hash") String hash)
      throws SQLException {
    DocumentKey key = Page.key(store, terminal, epoch, n);
    Collision collision = collisions.of(key, Page.hash(hash)).orElseThrow(() -> unknown(key, hash));
    return new Beside(collision, documents.find(key).orElse(null));
  }

  @POST
  @Path("/{store}/{terminal}/{epoch}/{n}/{hash}/dismissal")
  @Operation(
      summary = "Leave one unbooked",
      description =
          "The document is kept and listed as settled; it is counted no more. The document that"
              + " holds its place stays as it is. Asking again with the same words changes nothing.")
  public Settlement dismiss(
      @PathParam("store") String store,
      @PathParam("terminal") String terminal,
      @PathParam("epoch") String epoch,
      @PathParam("n") String n,
      @PathParam("hash") String hash,
      DismissalBody body)
      throws SQLException {
    DocumentKey key = Page.key(store, terminal, epoch, n);
    Hash which = Page.hash(hash);
    String reason =
        Words.require("reason", body == null ? null : body.reason(), Settlement.REASON_MAX);
    String by = Words.require("by", body == null ? null : body.by(), Settlement.BY_MAX);
    Settlement standing =
        collisions.settle(key, which, by, reason).orElseThrow(() -> unknown(key, hash)).settled();
    if (!standing.says(by, reason)) {
      throw ProblemException.of(
          ProblemCode.NOT_PARKED, "document " + key + ": " + standing.inWords());
    }
    return standing;
  }

  private static ProblemException unknown(DocumentKey key, String hash) {
    return ProblemException.of(
        ProblemCode.NOT_FOUND, "no document " + key + " is kept aside with the hash " + hash);
  }
}
