package io.tillstream.store.snapshot;

import io.smallrye.mutiny.Uni;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.SnapshotManifest;
import io.tillstream.store.fleet.EnrolledTerminal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Where terminals learn which file to begin from. Who waits for one holds no thread (I22). */
@Path("/sync/v1/snapshot")
@RolesAllowed(EnrolledTerminal.ROLE)
@Tag(name = "Synchronisation")
class SnapshotResource {

  private static final Logger LOG = Logger.getLogger(SnapshotResource.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Snapshots snapshots;
  private final SnapshotConfig config;

  SnapshotResource(Snapshots snapshots, SnapshotConfig config) {
    this.snapshots = snapshots;
    this.config = config;
  }

  /** The manifest of a snapshot that is not far behind. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Fetch a snapshot's manifest")
  public Uni<SnapshotManifest> manifest(@HeaderParam(Protocol.VERSION_HEADER) String protocol) {
    RequireVersion.ofHeader(protocol);
    return Uni.createFrom()
        .completionStage(snapshots::fresh)
        .map(KeptSnapshot::manifest)
        .ifNoItem()
        .after(config.waitForFile())
        .failWith(
            () ->
                ProblemException.of(ProblemCode.NOT_AVAILABLE, "the snapshot is being made")
                    .retryAfter(RETRY_AFTER))
        .onFailure(fault -> !(fault instanceof ProblemException))
        .transform(SnapshotResource::cannotBeMade);
  }

  private static ProblemException cannotBeMade(Throwable fault) {
    LOG.warnf("No snapshot can be made: %s", fault.toString());
    // Without Retry-After: a terminal does not wait for it for long, and begins with pages.
    return ProblemException.of(ProblemCode.NOT_AVAILABLE, "no snapshot can be made now");
  }
}
