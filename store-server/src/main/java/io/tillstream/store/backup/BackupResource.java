package io.tillstream.store.backup;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.fleet.TerminalName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where administrators get a database file to carry to a terminal. */
@Path("/api/backups/terminal-database")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Terminals")
class BackupResource {

  private final MakeCarriedFile make;
  private final BackupConfig config;

  BackupResource(MakeCarriedFile make, BackupConfig config) {
    this.make = make;
    this.config = config;
  }

  /**
   * What the file is for.
   *
   * @param terminal which machine it makes a terminal of; none when absent
   * @param storeUrl where that finds this store; the configured address when absent
   * @param replace whether a terminal that is enrolled now may be cut off
   */
  public record Wanted(String terminal, URI storeUrl, boolean replace) {}

  /** A file with reference data alone, for a terminal that is enrolled. */
  @GET
  @Operation(summary = "Make a database file for terminals")
  public Response referenceData() throws IOException {
    return answer(make.referenceData(), "reference-data");
  }

  /** A file that also enrols a terminal: a secret, good for one machine. */
  @POST
  @Operation(summary = "Make a database file that enrols a terminal")
  public Response forTerminal(Wanted wanted) throws IOException, SQLException {
    if (wanted == null || wanted.terminal() == null) {
      return referenceData();
    }
    URI storeUrl =
        Optional.ofNullable(wanted.storeUrl())
            .or(config::storeUrl)
            .filter(BackupResource::isAddress)
            .orElseThrow(BackupResource::noAddress);
    return answer(
        make.forTerminal(TerminalName.read(wanted.terminal()), storeUrl, wanted.replace()),
        wanted.terminal());
  }

  private static boolean isAddress(URI url) {
    return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        && url.getHost() != null;
  }

  private static ProblemException noAddress() {
    return ProblemException.of(
            ProblemCode.INVALID_FIELD,
            "the terminal has to be told where it finds this store: give storeUrl, or set"
                + " tillstream.backup.store-url")
        .field("storeUrl", "must be an address like http://store:7200");
  }

  private static Response answer(MakeCarriedFile.Made made, String name) {
    StreamingOutput body =
        out -> {
          out.write(made.beginning());
          Files.copy(made.snapshot().file(), out);
        };
    return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header("Content-Length", made.bytes())
        .header("Content-Disposition", "attachment; filename=\"" + name + ".tillstream\"")
        .header("Cache-Control", "no-store")
        .build();
  }
}
