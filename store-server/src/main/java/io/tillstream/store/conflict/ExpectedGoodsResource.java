package io.tillstream.store.conflict;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was sold before it was there, and is still to come. */
@Path("/api/expected-goods")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Cases")
class ExpectedGoodsResource {

  private final ListExpected expected;

  ExpectedGoodsResource(ListExpected expected) {
    this.expected = expected;
  }

  /**
   * A page of them.
   *
   * @param expected the oldest first
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListExpected.Expected> expected, Long next) {}

  /** Lists them. */
  @GET
  @Operation(
      summary = "List goods that are owed",
      description = "Open orders that settlements made; those that have come with state arrived.")
  public Listed list(
      @QueryParam("state") @DefaultValue("open") String state,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    if (!state.equals("open") && !state.equals("arrived")) {
      throw ProblemException.of(ProblemCode.INVALID_PARAMETER, "state must be open or arrived")
          .field("state", "must be open or arrived");
    }
    int most = Page.limit(limit);
    List<ListExpected.Expected> page = expected.after(state, Page.after(after), most);
    return new Listed(page, page.size() < most ? null : page.getLast().seq());
  }
}
