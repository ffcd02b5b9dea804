package io.tillstream.store.downlink;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How the store is to work, by name, as head office or the store itself says. */
@Path("/api/settings")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Catalogue")
class SettingsResource {

  private final Writer writer;
  private final ReadSettings settings;

  SettingsResource(Writer writer, ReadSettings settings) {
    this.writer = writer;
    this.settings = settings;
  }

  /** All settings in force. */
  public record Settings(List<ReadSettings.Setting> settings) {}

  /** What a setting is to be. */
  public record Value(String value) {}

  /** Lists settings by name, and whose word each is. */
  @GET
  public Settings list() throws SQLException {
    return new Settings(settings.all());
  }

  /** The store sets one itself, over head office's word. */
  @PUT
  @Path("/{name}")
  public Value put(@RestPath String name, Value body) {
    Faults faults = new Faults();
    LayeredTable.SETTING
        .keyFault(name)
        .ifPresent(fault -> faults.add(ProblemCode.INVALID_FIELD, "name", fault));
    String value = body == null ? null : body.value();
    if (faults.isEmpty() && LayeredTable.SETTING.fault(Arrays.asList(name, value)).isPresent()) {
      faults.add(ProblemCode.INVALID_FIELD, "value", "is missing, too long or cannot be printed");
    }
    faults.throwIfAny();
    writer.ask(new ChangeSetting(name, value));
    return new Value(value);
  }

  /** The store takes one away; one of head office's is then not in force here. */
  @DELETE
  @Path("/{name}")
  public void remove(@RestPath String name) {
    boolean isKey = LayeredTable.SETTING.keyFault(name).isEmpty();
    if (!isKey || !writer.ask(new ChangeSetting(name, null))) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "there is no setting of that name");
    }
  }
}
