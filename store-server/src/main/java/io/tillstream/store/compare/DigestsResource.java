package io.tillstream.store.compare;

import io.smallrye.mutiny.Uni;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Buckets;
import io.tillstream.protocol.wire.Digests;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.replica.Replica;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.tillstream.store.page.Page;
import io.tillstream.store.snapshot.ReferenceTerminal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.BitSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Where terminals compare what they hold with the store. Who waits holds no thread (I22). */
@Path("/sync/v1")
@RolesAllowed(EnrolledTerminal.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Synchronisation")
class DigestsResource {

  private static final Logger LOG = Logger.getLogger(DigestsResource.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  // The first look at a large store takes as long as bringing a terminal up from nothing.
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  private final ReferenceTerminal reference;

  DigestsResource(ReferenceTerminal reference) {
    this.reference = reference;
  }

  /** The sums of all buckets as of the head. */
  @GET
  @Path("/digests")
  @Operation(summary = "Compare reference data", description = "The sums of all buckets.")
  public Uni<Digests> digests(@HeaderParam(Protocol.VERSION_HEADER) String protocol) {
    int version = RequireVersion.ofHeader(protocol);
    return look(
        (replica, checkpoint) ->
            new Digests(
                version,
                checkpoint.incarnation(),
                checkpoint.seq(),
                Replica.SCHEMA.version(),
                replica.compare().kept().sums().toBytes()));
  }

  /** All rows of some buckets as of the head. */
  @GET
  @Path("/buckets")
  @Operation(summary = "Fetch buckets", description = "All rows of some buckets.")
  public Uni<Buckets> buckets(
      @QueryParam("b") String list, @HeaderParam(Protocol.VERSION_HEADER) String protocol) {
    int version = RequireVersion.ofHeader(protocol);
    BitSet asked = asked(list);
    return look(
        (replica, checkpoint) ->
            new Buckets(
                version,
                checkpoint.incarnation(),
                checkpoint.seq(),
                Replica.SCHEMA.version(),
                replica.compare().rowsOf(asked)));
  }

  private <T> Uni<T> look(ReferenceTerminal.Look<T> look) {
    return Uni.createFrom()
        .completionStage(() -> reference.atHead(look))
        .ifNoItem()
        .after(ANSWER_WITHIN)
        .failWith(() -> later("the store's own terminal is not up to date yet"))
        .onFailure(fault -> !(fault instanceof ProblemException))
        .transform(DigestsResource::cannotLook);
  }

  private static BitSet asked(String list) {
    BitSet asked = new BitSet();
    for (String bucket : list == null ? new String[0] : list.split(",", Buckets.ASKED_MAX + 1)) {
      asked.set((int) Page.number("b", bucket, 0, BucketSums.BUCKETS - 1));
    }
    if (asked.isEmpty() || asked.cardinality() > Buckets.ASKED_MAX) {
      throw ProblemException.of(
              ProblemCode.INVALID_PARAMETER,
              "b names 1 to " + Buckets.ASKED_MAX + " buckets, separated by commas")
          .field("b", "must be 1 to " + Buckets.ASKED_MAX + " numbers");
    }
    return asked;
  }

  private static ProblemException cannotLook(Throwable fault) {
    LOG.warnf("The store's own terminal cannot be looked at: %s", fault.toString());
    return later("the store's own terminal cannot be looked at now");
  }

  private static ProblemException later(String why) {
    return ProblemException.of(ProblemCode.NOT_AVAILABLE, why).retryAfter(RETRY_AFTER);
  }
}
