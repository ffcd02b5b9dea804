package io.tillstream.store.inbox;

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

/** The rows of other programs that make no sense. */
@Path("/api/held-back")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Catalogue")
class HeldBackResource {

  private final ListHeldBack rows;

  HeldBackResource(ListHeldBack rows) {
    this.rows = rows;
  }

  /**
   * A page of rows.
   *
   * @param rows by table and key
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListHeldBack.HeldBack> rows, Long next) {}

  /** Lists rows that other programs wrote and that terminals are not shown. */
  @GET
  @Operation(
      summary = "Rows held back",
      description =
          "Rows that other programs wrote by SQL and that terminals are not shown. They are looked"
              + " at again by themselves; put the row right in the database.")
  public Listed list(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long first = Page.after(after);
    List<ListHeldBack.HeldBack> found = rows.after(first, most);
    return new Listed(found, found.size() < most ? null : first + found.size());
  }
}
