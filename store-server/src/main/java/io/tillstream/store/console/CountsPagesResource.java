package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.count.ListCounts;
import io.tillstream.store.count.LookAtCount;
import io.tillstream.store.count.ShownCount;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

/** The counts of the store, and one of them with all that it found. Works without JavaScript. */
@Path("/console/counts")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class CountsPagesResource {

  private static final int COUNTS_SHOWN_MAX = 100;
  // Who has more than that reads /api/counts.
  private static final int LINES_SHOWN_MAX = 500;

  private final ListCounts counts;
  private final LookAtCount look;
  private final Shop shop;

  CountsPagesResource(ListCounts counts, LookAtCount look, Shop shop) {
    this.counts = counts;
    this.look = look;
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance counts(String store, List<CountRow> counts);

    static native TemplateInstance count(View view);
  }

  /**
   * What the page of a count shows.
   *
   * @param store its name
   * @param head the count
   * @param count all that is known of it
   * @param isOpen whether people still count
   * @param isPosted whether it is in the books
   * @param lines the first ones, those with a variance before the others
   * @param isWhole whether those are all
   * @param review what waits for a person's word, or has had it
   */
  record View(
      String store,
      CountRow head,
      ShownCount count,
      boolean isOpen,
      boolean isPosted,
      List<LineRow> lines,
      boolean isWhole,
      List<ListCounts.Reviewed> review) {}

  /**
   * A count in a table.
   *
   * @param ended when; null while it is open
   * @param people who answers for it, or empty
   */
  record CountRow(
      String id,
      String kind,
      String location,
      String state,
      Instant started,
      Instant ended,
      String people) {

    static CountRow of(ListCounts.Listed count) {
      return new CountRow(
          count.id(),
          count.kind(),
          count.location(),
          count.state(),
          count.startedAt(),
          count.endedAt(),
          count.countedBy() == null
              ? ""
              : count.countedBy()
                  + (count.approvedBy() == null ? "" : ", approved by " + count.approvedBy()));
    }
  }

  /**
   * An item in a table.
   *
   * @param restated what was added to the variance since, or empty
   * @param note what is to be said of it, or empty
   */
  record LineRow(
      String item,
      String counted,
      String onHandAtCut,
      String variance,
      String restated,
      String note) {

    static LineRow of(ShownCount.Line line) {
      int round = line.round() == null ? 1 : line.round();
      return new LineRow(
          line.item(),
          line.counted(),
          line.onHandAtCut(),
          line.variance(),
          line.restated() == null ? "" : line.restated(),
          round == 0 ? "not entered" : round == 1 ? "" : "counted %d times".formatted(round));
    }
  }

  /** All counts, the newest first. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance counts() throws SQLException {
    return Templates.counts(
        shop.id().value(), counts.after(0, COUNTS_SHOWN_MAX).stream().map(CountRow::of).toList());
  }

  /** One count. */
  @GET
  @Path("/{id}")
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance count(@RestPath String id) throws SQLException {
    ShownCount shown =
        look.of(id)
            .orElseThrow(
                () -> ProblemException.of(ProblemCode.NOT_FOUND, "there is no count '" + id + "'"));
    List<LineRow> lines =
        shown.lines().stream()
            .sorted((one, two) -> Boolean.compare(isEven(one), isEven(two)))
            .limit(LINES_SHOWN_MAX)
            .map(LineRow::of)
            .toList();
    CountRow head = CountRow.of(shown.count());
    return Templates.count(
        new View(
            shop.id().value(),
            head,
            shown,
            head.state().equals("open"),
            head.state().equals("posted"),
            lines,
            lines.size() == shown.lines().size(),
            counts.review(id, 0, LINES_SHOWN_MAX)));
  }

  private static boolean isEven(ShownCount.Line line) {
    return line.variance().equals("0") && line.restated() == null;
  }
}
