package io.tillstream.store.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the documents that claim a place which another holds, for a person to decide (I11). */
@Path("/api/collisions")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Documents")
class CollisionsResource {

  private static final String PAGE =
      "SELECT terminal, epoch, n, hash, body, received_at_millis FROM document_collision"
          + " ORDER BY received_at_millis, terminal, epoch, n, hash"
          + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  CollisionsResource(DataSource database) {
    this.database = database;
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
   * A document beside the one that holds its place.
   *
   * @param terminal whose
   * @param epoch of which life
   * @param n the place that both claim
   * @param hash the chain up to this one
   * @param receivedAt when it came
   * @param body its maker's bytes, as text
   */
  public record Collision(
      String terminal, int epoch, long n, Hash hash, Instant receivedAt, String body) {}

  /** Lists what collides; the document that holds the place is under {@code /api/documents}. */
  @GET
  public Listed list(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long before = Page.after(after);
    List<Collision> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setLong(1, before);
      select.setInt(2, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Collision(
                  row.getString(1),
                  row.getInt(2),
                  row.getLong(3),
                  Hash.of(row.getBytes(4)),
                  Instant.ofEpochMilli(row.getLong(6)),
                  new String(row.getBytes(5), StandardCharsets.UTF_8)));
        }
      }
    }
    return new Listed(found, found.size() < most ? null : before + most);
  }
}
