package io.tillstream.store.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.platform.stream.WellFormed;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.fleet.TerminalName;
import io.tillstream.store.page.Page;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The documents that the store holds. */
@Path("/api")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Documents")
class DocumentsResource {

  private final Documents documents;
  private final Shop shop;

  DocumentsResource(Documents documents, Shop shop) {
    this.documents = documents;
    this.shop = shop;
  }

  /**
   * A page of documents.
   *
   * @param documents in the order of arrival
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ShownDocument> documents, Long next) {}

  /**
   * A document with all it says.
   *
   * @param shown as in lists
   * @param document its maker's bytes; absent when they are no JSON
   * @param bytes these, in base64, when they are no JSON
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Whole(
      @JsonUnwrapped ShownDocument shown, @JsonRawValue String document, String bytes) {}

  /** Lists documents in the order of arrival. */
  @GET
  @Path("/documents")
  public Listed list(
      @QueryParam("after") String after,
      @QueryParam("limit") String limit,
      @QueryParam("terminal") String terminal)
      throws SQLException {
    int most = Page.limit(limit);
    long seq = Page.after(after);
    return page(
        terminal == null
            ? documents.after(seq, most)
            : documents.after(TerminalName.read(terminal), seq, most),
        most);
  }

  /** Shows a document, its body exactly as it was made. */
  @GET
  @Path("/documents/{terminal}/{epoch}/{n}")
  public Whole document(@RestPath String terminal, @RestPath String epoch, @RestPath String n)
      throws SQLException {
    DocumentKey key =
        new DocumentKey(
            shop.id(),
            TerminalName.read(terminal),
            (int) Page.number("epoch", epoch, 1, Integer.MAX_VALUE),
            Page.number("n", n, 1, Long.MAX_VALUE));
    Supplier<ProblemException> unknown =
        () -> ProblemException.of(ProblemCode.NOT_FOUND, "there is no document " + key);
    byte[] body = documents.body(key).orElseThrow(unknown);
    ShownDocument shown = documents.of(key).orElseThrow(unknown);
    return WellFormed.isJson(body)
        ? new Whole(shown, new String(body, StandardCharsets.UTF_8), null)
        : new Whole(shown, null, Base64.getEncoder().encodeToString(body));
  }

  private static Listed page(List<ShownDocument> found, int most) {
    return new Listed(found, found.size() < most ? null : found.getLast().summary().seq());
  }
}
