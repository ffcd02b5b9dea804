package io.tillstream.headoffice.giveback;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.HeldStreams;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a store whose database was restored from a backup fetches what it has lost. */
@Path("/sync/v1/facts")
@Tag(name = "Synchronisation")
@RolesAllowed("store")
class GiveBackResource {

  private final ReadHeld held;
  private final ObjectMapper json;
  private final SecurityIdentity caller;

  GiveBackResource(ReadHeld held, ObjectMapper json, SecurityIdentity caller) {
    this.held = held;
    this.json = json;
    this.caller = caller;
  }

  @GET
  @Path("/streams")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "How far the documents of the caller's terminals are held")
  public HeldStreams streams(@HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    int version = RequireVersion.ofHeader(protocol);
    return new HeldStreams(version, held.streams(store()));
  }

  @GET
  @Path("/documents")
  @Produces(Protocol.NDJSON)
  @Operation(
      summary = "Documents of one of the caller's terminals, after a place",
      description =
          "A header line and a fact per line, NDJSON. The header's positions are n, its hashes the"
              + " documents' own chain.")
  public byte[] documents(
      @QueryParam("terminal") String terminal,
      @QueryParam("epoch") String epoch,
      @QueryParam("after") String after,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException, IOException {
    int version = RequireVersion.ofHeader(protocol);
    DocumentStream stream =
        Page.key(store().value(), terminal == null ? "" : terminal, epoch, "1").stream();
    long from = Page.after(after);
    if (from < 0) {
      throw ProblemException.of(ProblemCode.INVALID_PARAMETER, "after: must be at least 0")
          .field("after", "must be at least 0");
    }
    ReadHeld.Found found =
        held.after(stream, from, Protocol.BATCH_DOCUMENTS_MAX)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.NOT_FOUND, "no document " + stream.at(from) + " is held"));
    return body(version, stream, found);
  }

  private byte[] body(int version, DocumentStream stream, ReadHeld.Found found) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        json.writeValueAsBytes(
            new StreamHeader(version, stream.toString(), null, found.start(), found.end())));
    for (byte[] fact : found.facts()) {
      body.write('\n');
      body.writeBytes(fact);
    }
    return body.toByteArray();
  }

  private StoreId store() {
    return new StoreId(caller.getPrincipal().getName());
  }
}
