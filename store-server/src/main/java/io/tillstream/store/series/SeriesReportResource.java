package io.tillstream.store.series;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of each number, for an accountant. */
@Path("/api/series")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Series")
class SeriesReportResource {

  // JSON for whoever does not ask for a table.
  private static final String CSV = "text/csv;qs=0.5";
  private static final int YEAR_MAX = 9999;

  private final ReportSeries report;

  SeriesReportResource(ReportSeries report) {
    this.report = report;
  }

  /** The report. */
  public record Report(List<Stretch> numbers) {}

  /** As JSON. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Prove each number: issued, voided, leased unused, missing or lost")
  public Report json(
      @QueryParam("terminal") String terminal,
      @QueryParam("type") String type,
      @QueryParam("period") String period)
      throws SQLException {
    return new Report(stretches(terminal, type, period));
  }

  /** As a table for a spreadsheet. */
  @GET
  @Produces(CSV)
  public String csv(
      @QueryParam("terminal") String terminal,
      @QueryParam("type") String type,
      @QueryParam("period") String period)
      throws SQLException {
    return Stream.concat(
            Stream.of("terminal,epoch,series,period,from,to,state,detail"),
            stretches(terminal, type, period).stream().map(SeriesReportResource::line))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private List<Stretch> stretches(String terminal, String type, String period) throws SQLException {
    return report.of(
        new ReportSeries.Filter(
            terminal,
            type,
            period == null ? null : (Integer) (int) Page.number("period", period, 1, YEAR_MAX)));
  }

  private static String line(Stretch stretch) {
    return Stream.of(
            stretch.terminal(),
            stretch.epoch(),
            stretch.series(),
            stretch.period(),
            stretch.from(),
            stretch.to(),
            stretch.state(),
            stretch.detail())
        .map(each -> quoted(Objects.toString(each, "")))
        .collect(Collectors.joining(","));
  }

  /** Quoted where it must be, and never a formula. */
  private static String quoted(String text) {
    String safe = text.matches("[=+@\\t-].*") ? "'" + text : text;
    return safe.matches("[A-Za-z0-9 ./_'-]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
