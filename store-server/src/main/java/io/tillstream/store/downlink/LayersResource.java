package io.tillstream.store.downlink;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What of the catalogue is head office's word, and what is the store's own over it. */
@Path("/api/layers")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Catalogue")
class LayersResource {

  private final Writer writer;
  private final FollowHeadOffice headOffice;
  private final ReadStanding standing;
  private final ListOwn own;

  LayersResource(Writer writer, FollowHeadOffice headOffice, ReadStanding standing, ListOwn own) {
    this.writer = writer;
    this.headOffice = headOffice;
    this.standing = standing;
    this.own = own;
  }

  /**
   * How far head office is followed.
   *
   * @param configured whether the store has a head office
   * @param error why there is no news now; absent when there is
   * @param layers the lowest first; none before the first page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Standing(
      boolean configured, String error, List<ReadStanding.LayerStanding> layers) {}

  /**
   * A page of rows.
   *
   * @param rows by table and key
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListOwn.OwnRow> rows, Long next) {}

  /** How far head office is followed. */
  @GET
  @Operation(summary = "How far head office's word on the catalogue is followed")
  public Standing standing() throws SQLException {
    return new Standing(
        headOffice.isFollowing(), headOffice.lastError().orElse(null), standing.layers());
  }

  /** Lists the store's own word over head office's. */
  @GET
  @Path("/own")
  @Operation(
      summary = "Rows that the store has written over or blocked",
      description =
          "Changing or removing a row of head office's, by whatever way, makes it the store's own"
              + " until it is given back.")
  public Listed own(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long first = Page.after(after);
    List<ListOwn.OwnRow> rows = own.after(first, most);
    return new Listed(rows, rows.size() < most ? null : first + rows.size());
  }

  /** Gives a row back to head office. */
  @DELETE
  @Path("/own/{table}/{key}")
  @Operation(
      summary = "Give a row back to head office",
      description = "What head office says of it is in force at once, as soon as it is known here.")
  public void giveBack(@RestPath String table, @RestPath String key) {
    Optional<LayeredTable> known = LayeredTable.of(table);
    // SQL Server would take "LAMP " for LAMP.
    boolean isKey = known.filter(each -> each.keyFault(key).isEmpty()).isPresent();
    if (!isKey || !writer.ask(new GiveBack(known.get(), key))) {
      throw ProblemException.of(
          ProblemCode.NOT_FOUND, "the store has said nothing of that over head office");
    }
    headOffice.wake();
  }
}
