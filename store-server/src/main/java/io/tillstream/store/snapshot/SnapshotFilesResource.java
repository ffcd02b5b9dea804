package io.tillstream.store.snapshot;

import io.smallrye.common.annotation.NonBlocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Where terminals fetch the file. It is sent by the event loop from the file itself: no request
 * thread and no memory is held by a slow line, and uploads have places of their own (I22).
 */
@Path("/sync/v1/snapshot/files")
@RolesAllowed(EnrolledTerminal.ROLE)
@Singleton
@Tag(name = "Synchronisation")
class SnapshotFilesResource {

  private final Snapshots snapshots;
  private final DownloadPlaces places;

  SnapshotFilesResource(Snapshots snapshots, SnapshotConfig config) {
    this.snapshots = snapshots;
    places = new DownloadPlaces(config.downloadsAtOnce(), config.downloadLongest());
  }

  /** The file, or the part of it that is asked for. */
  @GET
  @Path("/{sha256}")
  @NonBlocking
  @Operation(summary = "Fetch a snapshot's file", description = "Takes Range and If-Range.")
  public RestResponse<PathPart> file(
      @RestPath String sha256,
      @HeaderParam("Range") String range,
      @HeaderParam("If-Range") String ifRange,
      RoutingContext exchange) {
    KeptSnapshot snapshot =
        hash(sha256)
            .flatMap(snapshots::of)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.NOT_FOUND, "no snapshot of this name is kept (any more)"));
    long size = snapshot.manifest().compressedSize();
    String tag = "\"" + sha256 + "\"";
    Optional<ByteRange> part =
        ifRange == null || ifRange.strip().equals(tag)
            ? ByteRange.of(range, size)
            : Optional.empty();
    places.take(exchange);
    ByteRange sent = part.orElse(new ByteRange(0, size - 1));
    RestResponse.ResponseBuilder<PathPart> answer =
        RestResponse.ResponseBuilder.create(
                part.isPresent() ? RestResponse.Status.PARTIAL_CONTENT : RestResponse.Status.OK,
                new PathPart(snapshot.file(), sent.from(), sent.length()))
            .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
            .header(HttpHeaders.ETAG, tag)
            .header("Accept-Ranges", "bytes");
    part.ifPresent(each -> answer.header("Content-Range", each.within(size)));
    return answer.build();
  }

  private static Optional<Hash> hash(String text) {
    return text.matches("[0-9a-f]{64}") ? Optional.of(Hash.of(text)) : Optional.empty();
  }
}
