package io.tillstream.store.series;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How terminals write their numbers that have no template of their own. */
@Path("/api/series-templates")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Series")
class DefaultSeriesResource {

  private final SeriesTemplates templates;
  private final PutTemplate putTemplate;

  DefaultSeriesResource(SeriesTemplates templates, PutTemplate putTemplate) {
    this.templates = templates;
    this.putTemplate = putTemplate;
  }

  /** Sets the store's default, for later numbers. */
  @PUT
  @Operation(summary = "Set the store's default template")
  public void set(PutTemplate.Wanted wanted) throws SQLException {
    putTemplate.put(SeriesTemplates.DEFAULT, wanted, templates.terminals());
  }
}
