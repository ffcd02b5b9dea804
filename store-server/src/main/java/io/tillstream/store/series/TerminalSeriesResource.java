package io.tillstream.store.series;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.series.InvalidTemplate;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.store.fleet.TerminalName;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How terminals write their numbers. */
@Path("/api")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Series")
class TerminalSeriesResource {

  private final SeriesTemplates templates;
  private final Writer writer;
  private final Shop shop;

  TerminalSeriesResource(SeriesTemplates templates, Writer writer, Shop shop) {
    this.templates = templates;
    this.writer = writer;
    this.shop = shop;
  }

  /**
   * A template for one series.
   *
   * @param series the name: a document type's, or {@code customer-offline}
   * @param template how its numbers are written
   */
  public record Wanted(String series, String template) {}

  /** All series of a terminal. */
  public record Listed(List<Series> series) {}

  /** What a terminal numbers by. */
  @GET
  @Path("/terminals/{id}/series")
  @Operation(summary = "Show a terminal's series")
  public Listed of(@RestPath String id) throws SQLException {
    return new Listed(templates.of(TerminalName.read(id)));
  }

  /** Gives one terminal a template of its own, for later numbers. */
  @PUT
  @Path("/terminals/{id}/series")
  @Operation(summary = "Set a template of one terminal")
  public Listed set(@RestPath String id, Wanted wanted) throws SQLException {
    TerminalId terminal = TerminalName.read(id);
    put(terminal.value(), wanted, List.of(terminal));
    return new Listed(templates.of(terminal));
  }

  /** Gives all terminals without a template of their own this one, for later numbers. */
  @PUT
  @Path("/series-templates")
  @Operation(summary = "Set the store's default template")
  public void setDefault(Wanted wanted) throws SQLException {
    put(SeriesTemplates.DEFAULT, wanted, templates.terminals());
  }

  // Under a lock, because two templates that are set at once could each miss the other.
  private synchronized void put(String owner, Wanted wanted, List<TerminalId> affected)
      throws SQLException {
    if (wanted == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    SeriesName series =
        SeriesName.of(wanted.series())
            .orElseThrow(() -> invalid("series", "is none that a terminal has"));
    SeriesTemplate template = parsed(wanted.template());
    new FindCollision(shop.id(), templates.terminals(), templates.history())
        .with(template, series, affected)
        .ifPresent(
            why -> {
              throw ProblemException.of(
                      ProblemCode.SERIES_COLLISION,
                      why + "; give it a text of its own, and it takes effect at once")
                  .field("template", "could print a number twice");
            });
    writer.ask(new SetTemplate(owner, series, template));
  }

  private static SeriesTemplate parsed(String template) {
    try {
      return SeriesTemplate.parse(template);
    } catch (InvalidTemplate e) {
      throw invalid("template", e.getMessage());
    }
  }

  private static ProblemException invalid(String field, String detail) {
    return ProblemException.of(ProblemCode.INVALID_FIELD, field + " " + detail)
        .field(field, detail);
  }
}
