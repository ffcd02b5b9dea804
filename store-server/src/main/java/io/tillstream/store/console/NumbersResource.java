package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.fleet.Fleet;
import io.tillstream.store.page.Page;
import io.tillstream.store.series.ForecastRanges;
import io.tillstream.store.series.ReportSeries;
import io.tillstream.store.series.Stretch;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;

/** What became of each number of one terminal, for an accountant. Works without JavaScript. */
@Path("/console/numbers")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class NumbersResource {

  private static final int YEAR_MAX = 9999;
  // Each stretch is a row; who has more than that wants the table for a spreadsheet.
  private static final int ROWS_SHOWN_MAX = 500;

  private final ReportSeries report;
  private final ForecastRanges ranges;
  private final Fleet fleet;
  private final Shop shop;

  NumbersResource(ReportSeries report, ForecastRanges ranges, Fleet fleet, Shop shop) {
    this.report = report;
    this.ranges = ranges;
    this.fleet = fleet;
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance numbers(View view);
  }

  /**
   * What the page shows.
   *
   * @param store its name
   * @param terminals that can be asked for, by name
   * @param terminal that was asked for, or empty
   * @param type the series that was asked for, or empty
   * @param period the year that was asked for, or empty
   * @param numbers the first stretches, in words
   * @param isWhole whether those are all
   * @param ranges the numbers that terminals share, by name
   */
  record View(
      String store,
      List<String> terminals,
      String terminal,
      String type,
      String period,
      List<NumbersRow> numbers,
      boolean isWhole,
      List<ForecastRanges.Standing> ranges) {}

  /** The page; of no terminal until one was chosen. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance numbers(
      @QueryParam("terminal") String terminal,
      @QueryParam("type") String type,
      @QueryParam("period") String period)
      throws SQLException {
    List<Stretch> found =
        isGiven(terminal)
            ? report.of(
                new ReportSeries.Filter(
                    terminal,
                    isGiven(type) ? type : null,
                    isGiven(period)
                        ? (Integer) (int) Page.number("period", period, 1, YEAR_MAX)
                        : null))
            : List.of();
    return Templates.numbers(
        new View(
            shop.id().value(),
            fleet.terminals().stream().map(each -> each.terminal().value()).toList(),
            isGiven(terminal) ? terminal : "",
            isGiven(type) ? type : "",
            isGiven(period) ? period : "",
            found.stream().limit(ROWS_SHOWN_MAX).map(NumbersRow::of).toList(),
            found.size() <= ROWS_SHOWN_MAX,
            ranges.all()));
  }

  private static boolean isGiven(String parameter) {
    return parameter != null && !parameter.isBlank();
  }
}
