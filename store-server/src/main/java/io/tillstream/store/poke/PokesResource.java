package io.tillstream.store.poke;

import io.quarkus.security.identity.SecurityIdentity;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.fleet.EnrolledTerminal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where terminals wait to be told that something is new. */
@Path("/sync/v1/pokes")
@RolesAllowed(EnrolledTerminal.ROLE)
@Tag(name = "Synchronisation")
class PokesResource {

  private final Pokes pokes;
  private final SecurityIdentity caller;

  PokesResource(Pokes pokes, SecurityIdentity caller) {
    this.pokes = pokes;
    this.caller = caller;
  }

  /** An answer that stays open; no thread waits in it. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(summary = "Wait for news", description = "Says that there is something to fetch.")
  public void listen(
      @HeaderParam(Protocol.VERSION_HEADER) String protocol,
      @Context SseEventSink sink,
      @Context Sse sse) {
    RequireVersion.ofHeader(protocol);
    pokes.open(EnrolledTerminal.of(caller).stream(), new SseLine(sink, sse));
  }
}
