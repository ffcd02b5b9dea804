package io.tillstream.store.greeting;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.HeldHashesAnswer;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.tillstream.store.page.Page;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What the store holds of a terminal's epochs, for finding the last document both ends share. */
@Path("/sync/v1/streams/{epoch}/hashes")
@RolesAllowed(EnrolledTerminal.ROLE)
@Blocking
@Tag(name = "Synchronisation")
class HeldChainResource {

  private final HeldChain chain;
  private final Writer writer;
  private final SecurityIdentity caller;

  HeldChainResource(HeldChain chain, Writer writer, SecurityIdentity caller) {
    this.chain = chain;
    this.writer = writer;
    this.caller = caller;
  }

  /** The chain hashes after a document of one of the caller's epochs, at most 1,000. */
  @GET
  @Operation(summary = "Fetch held hashes", description = "The chain the store holds of an epoch.")
  public HeldHashesAnswer hashes(
      @RestPath String epoch,
      @QueryParam("after") String after,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    int version = RequireVersion.ofHeader(protocol);
    DocumentStream own = EnrolledTerminal.of(caller).stream();
    DocumentStream stream =
        new DocumentStream(
            own.store(), own.terminal(), (int) Page.number("epoch", epoch, 1, own.epoch()));
    return new HeldHashesAnswer(
        version, chain.after(stream, Page.after(after), writer.published().of(stream).position()));
  }
}
