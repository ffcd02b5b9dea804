package io.tillstream.store.series;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.series.Series;
import io.tillstream.store.fleet.TerminalName;
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
@Path("/api/terminals/{id}/series")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Series")
class TerminalSeriesResource {

  private final SeriesTemplates templates;
  private final PutTemplate putTemplate;

  TerminalSeriesResource(SeriesTemplates templates, PutTemplate putTemplate) {
    this.templates = templates;
    this.putTemplate = putTemplate;
  }

  /** All series of a terminal. */
  public record Listed(List<Series> series) {}

  /** What a terminal numbers by. */
  @GET
  @Operation(summary = "Show a terminal's series")
  public Listed of(@RestPath String id) throws SQLException {
    return new Listed(templates.of(TerminalName.read(id)));
  }

  /** Gives one terminal a template of its own, for later numbers. */
  @PUT
  @Operation(summary = "Set a template of one terminal")
  public Listed set(@RestPath String id, PutTemplate.Wanted wanted) throws SQLException {
    TerminalId terminal = TerminalName.read(id);
    putTemplate.put(terminal.value(), wanted, List.of(terminal));
    return new Listed(templates.of(terminal));
  }
}
