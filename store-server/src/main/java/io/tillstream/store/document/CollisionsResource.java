package io.tillstream.store.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.problem.Words;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Settlement;
import io.tillstream.store.document.ListCollisions.Collision;
import io.tillstream.store.fleet.TerminalName;
import io.tillstream.store.page.Page;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The documents that claim a place which another holds, for a person to decide (I11). */
@Path("/api/collisions")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Documents")
class CollisionsResource {

  // Whole documents: a page of more could fill the memory.
  private static final int ROWS_MAX = 100;

  private final ListCollisions collisions;
  private final Documents documents;
  private final Writer writer;
  private final Shop shop;

  CollisionsResource(ListCollisions collisions, Documents documents, Writer writer, Shop shop) {
    this.collisions = collisions;
    this.documents = documents;
    this.writer = writer;
    this.shop = shop;
  }

  /**
   * A page of collisions.
   *
   * @param collisions in the order of arrival
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<Collision> collisions, Long next) {}

  /**
   * A collision beside what a person needs to decide on it.
   *
   * @param collision the document that is kept aside
   * @param holder the bytes of the one that holds its place, as text
   * @param sameReference what is held under its till app's reference, whatever the name: there it
   *     stands when it was made anew, booked or parked
   */
  public record Beside(
      @JsonUnwrapped Collision collision, String holder, List<ShownDocument> sameReference) {}

  /**
   * A person's decision.
   *
   * @param reason why the document stays unbooked
   * @param by who decides
   */
  public record DismissalBody(String reason, String by) {}

  /** Lists what collides. */
  @GET
  @Operation(
      summary = "List documents whose place is held by another",
      description = "open=true leaves out those on which a person has decided.")
  public Listed list(
      @QueryParam("after") String after,
      @QueryParam("limit") String limit,
      @QueryParam("open") String open)
      throws SQLException {
    int most = Math.min(ROWS_MAX, Page.limit(limit));
    long first = Page.after(after);
    List<Collision> found = collisions.after("true".equals(open), first, most);
    return new Listed(found, found.size() < most ? null : first + most);
  }

  /** Shows one beside the document that holds its place. */
  @GET
  @Path("/{terminal}/{epoch}/{n}/{hash}")
  @Operation(summary = "Show one beside the document that holds its place")
  public Beside one(
      @RestPath String terminal, @RestPath String epoch, @RestPath String n, @RestPath String hash)
      throws SQLException {
    DocumentKey key = key(terminal, epoch, n);
    Collision collision = collisions.of(key, hash(hash)).orElseThrow(() -> unknown(key, hash));
    String holder =
        documents.body(key).map(body -> new String(body, StandardCharsets.UTF_8)).orElse(null);
    return new Beside(collision, holder, sameReference(key, collision));
  }

  /** Decides that one stays unbooked. */
  @POST
  @Path("/{terminal}/{epoch}/{n}/{hash}/dismissal")
  @Operation(
      summary = "Leave it unbooked",
      description =
          "The document is kept and listed as settled; it is counted no more. The document that"
              + " holds its place stays as it is. Asking again with the same words changes nothing.")
  public Settlement dismiss(
      @RestPath String terminal,
      @RestPath String epoch,
      @RestPath String n,
      @RestPath String hash,
      DismissalBody body) {
    DocumentKey key = key(terminal, epoch, n);
    String reason =
        Words.require("reason", body == null ? null : body.reason(), Settlement.REASON_MAX);
    String by = Words.require("by", body == null ? null : body.by(), Settlement.BY_MAX);
    Settlement standing =
        writer
            .ask(new SettleCollision(key, hash(hash), by, reason))
            .orElseThrow(() -> unknown(key, hash));
    if (!standing.says(by, reason)) {
      throw ProblemException.of(
          ProblemCode.NOT_PARKED, "document " + key + ": " + standing.inWords());
    }
    return standing;
  }

  private List<ShownDocument> sameReference(DocumentKey key, Collision collision)
      throws SQLException {
    try {
      Document document = DocumentJson.read(collision.body().getBytes(StandardCharsets.UTF_8));
      return document == null || document.reference() == null
          ? List.of()
          : documents.ofReference(key.terminal(), document.reference(), ROWS_MAX);
    } catch (IOException notLegible) {
      return List.of(); // then nobody has made it anew either
    }
  }

  private static Hash hash(String hex) {
    try {
      return Hash.of(hex);
    } catch (IllegalArgumentException e) {
      String detail = "must be 64 hexadecimal digits";
      throw ProblemException.of(ProblemCode.INVALID_PARAMETER, "hash " + detail)
          .field("hash", detail);
    }
  }

  private static ProblemException unknown(DocumentKey key, String hash) {
    return ProblemException.of(
        ProblemCode.NOT_FOUND, "no document " + key + " is kept aside with the hash " + hash);
  }

  private DocumentKey key(String terminal, String epoch, String n) {
    return new DocumentKey(
        shop.id(),
        TerminalName.read(terminal),
        (int) Page.number("epoch", epoch, 1, Integer.MAX_VALUE),
        Page.number("n", n, 1, Long.MAX_VALUE));
  }
}
