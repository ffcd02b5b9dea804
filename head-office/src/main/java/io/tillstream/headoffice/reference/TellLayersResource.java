package io.tillstream.headoffice.reference;

import io.quarkus.security.identity.SecurityIdentity;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.LayersAnswer;
import io.tillstream.protocol.wire.Protocol;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where stores follow what head office says. */
@Path("/sync/v1/layers")
@Tag(name = "Synchronisation")
@RolesAllowed("store")
class TellLayersResource {

  private final ReadLayer layers;
  private final Regions regions;
  private final Followers followers;
  private final ReferenceConfig config;
  private final Clock clock;
  private final SecurityIdentity caller;

  TellLayersResource(
      ReadLayer layers,
      Regions regions,
      Followers followers,
      ReferenceConfig config,
      Clock clock,
      SecurityIdentity caller) {
    this.layers = layers;
    this.regions = regions;
    this.followers = followers;
    this.config = config;
    this.clock = clock;
    this.caller = caller;
  }

  @GET
  @Operation(
      summary = "Where the logs of the caller's layers stand",
      description = "The caller says how far it has come in each, for people to see.")
  public LayersAnswer heads(
      @QueryParam("chain") String chain,
      @QueryParam("region") String region,
      @QueryParam("store") String store,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    int version = RequireVersion.ofHeader(protocol);
    Map<Layer, String> reached = new EnumMap<>(Layer.class);
    reached.put(Layer.CHAIN, chain);
    reached.put(Layer.REGION, region);
    reached.put(Layer.STORE, store);
    List<LayersAnswer.LayerHead> heads = new ArrayList<>();
    for (Layer layer : Layer.OF_HEAD_OFFICE) {
      Scopes.Standing standing = layers.standing(regions.scope(store(), layer));
      if (reached.get(layer) != null) {
        followers.note(store(), layer, standing.scope(), position(reached.get(layer)));
      }
      heads.add(
          new LayersAnswer.LayerHead(
              layer,
              standing.scope().name(),
              standing.incarnation(),
              standing.seq(),
              standing.hash()));
    }
    return new LayersAnswer(version, clock.instant(), heads);
  }

  @GET
  @Path("/{layer}/changes")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "What changed in a layer",
      description =
          "The newest image of each row that changed after a position. 409 cursor-refused when the"
              + " log does not have the history that the caller knows, or not from there any more.")
  public byte[] changes(
      @PathParam("layer") String layerName,
      @QueryParam("incarnation") String incarnation,
      @QueryParam("seq") String seq,
      @QueryParam("hash") String hash,
      @QueryParam("after") String after,
      @QueryParam("rows") String rows,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException, IOException {
    int version = RequireVersion.ofHeader(protocol);
    Layer layer = layer(layerName);
    Known known =
        known(incarnation, seq, hash)
            .orElseThrow(() -> invalid("incarnation", "is missing, or seq and hash are"));
    long position = Page.after(after);
    LayerRows page = layers.changes(regions.scope(store(), layer), known, position, rows(rows));
    return WriteLayerPage.changes(version, layer, page, clock.instant());
  }

  @GET
  @Path("/{layer}/rows")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "All rows of a layer, bucket by bucket",
      description =
          "From a bucket on. The caller says what it knows, once it knows anything; 409"
              + " cursor-refused when that is not this log's history.")
  public byte[] rows(
      @PathParam("layer") String layerName,
      @QueryParam("bucket") String bucket,
      @QueryParam("incarnation") String incarnation,
      @QueryParam("seq") String seq,
      @QueryParam("hash") String hash,
      @QueryParam("rows") String rows,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException, IOException {
    int version = RequireVersion.ofHeader(protocol);
    Layer layer = layer(layerName);
    int from = number("bucket", bucket == null ? "0" : bucket, FollowState.BUCKETS - 1);
    LayerRows page =
        layers.buckets(
            regions.scope(store(), layer), known(incarnation, seq, hash), from, rows(rows));
    return WriteLayerPage.buckets(version, layer, page, clock.instant());
  }

  private StoreId store() {
    return new StoreId(caller.getPrincipal().getName());
  }

  private static Layer layer(String name) {
    return Layer.OF_HEAD_OFFICE.stream()
        .filter(layer -> layer.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> ProblemException.of(ProblemCode.NOT_FOUND, "there is no layer of that name"));
  }

  private static Optional<Known> known(String incarnation, String seq, String hash) {
    return incarnation == null || seq == null || hash == null
        ? Optional.empty()
        : Optional.of(new Known(incarnation, position(seq), Page.hash(hash)));
  }

  private static long position(String seq) {
    if (!seq.matches("[0-9]{1,18}")) {
      throw invalid("seq", "must be a whole number");
    }
    return Long.parseLong(seq);
  }

  private int rows(String rows) {
    return rows == null
        ? config.pageRows()
        : Math.max(1, number("rows", rows, Protocol.PAGE_ROWS_MAX));
  }

  private static int number(String name, String text, int most) {
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > most) {
      throw invalid(name, "must be a whole number of at most " + most);
    }
    return Integer.parseInt(text);
  }

  private static ProblemException invalid(String name, String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, name + ": " + detail)
        .field(name, detail);
  }
}
