package io.tillstream.headoffice.equality;

import io.quarkus.security.identity.SecurityIdentity;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.equality.AuditStream;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.HeldBlock;
import io.tillstream.protocol.wire.HeldBlocks;
import io.tillstream.protocol.wire.HeldBooks;
import io.tillstream.protocol.wire.HeldMovements;
import io.tillstream.protocol.wire.HeldStock;
import io.tillstream.protocol.wire.Protocol;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.BitSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a store compares its books with what is held of it. */
@Path("/sync/v1/equality")
@Tag(name = "Synchronisation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("store")
class EqualityResource {

  private final ReadBooks books;
  private final ReadStream stream;
  private final SecurityIdentity caller;

  EqualityResource(ReadBooks books, ReadStream stream, SecurityIdentity caller) {
    this.books = books;
    this.stream = stream;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "The caller's books in short: where its streams stand, and sums of stock")
  public HeldBooks books(@HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    return books.inShort(RequireVersion.ofHeader(protocol), store());
  }

  @GET
  @Path("/stock")
  @Operation(summary = "The caller's stock in some buckets")
  public HeldStock stock(
      @QueryParam("b") String list, @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    return books.stock(RequireVersion.ofHeader(protocol), store(), buckets(list));
  }

  @GET
  @Path("/blocks")
  @Operation(summary = "Digests of the documents of one of the caller's terminals")
  public HeldBlocks blocks(
      @QueryParam("terminal") String terminal,
      @QueryParam("epoch") String epoch,
      @QueryParam("after") String after,
      @QueryParam("to") String to,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    int version = RequireVersion.ofHeader(protocol);
    DocumentKey end = key(terminal, epoch, to);
    return stream.blocks(version, end.stream(), after(after, end.n()), end.n());
  }

  @GET
  @Path("/documents")
  @Operation(summary = "The documents of one block, in short")
  public HeldBlock documents(
      @QueryParam("terminal") String terminal,
      @QueryParam("epoch") String epoch,
      @QueryParam("after") String after,
      @QueryParam("to") String to,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    int version = RequireVersion.ofHeader(protocol);
    DocumentKey end = key(terminal, epoch, to);
    long from = after(after, end.n());
    if (end.n() - from > AuditStream.BLOCK) {
      throw invalid("to", "must be at most " + AuditStream.BLOCK + " beyond after");
    }
    return stream.block(version, end.stream(), from, end.n());
  }

  @GET
  @Path("/movements")
  @Operation(summary = "What is booked of one document of the caller")
  public HeldMovements movements(
      @QueryParam("terminal") String terminal,
      @QueryParam("epoch") String epoch,
      @QueryParam("n") String n,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    return stream.movements(RequireVersion.ofHeader(protocol), key(terminal, epoch, n));
  }

  private DocumentKey key(String terminal, String epoch, String n) {
    return Page.key(store().value(), terminal == null ? "" : terminal, epoch, n);
  }

  private static long after(String given, long to) {
    long after = Page.after(given);
    if (after < 0 || after > to || after % AuditStream.BLOCK != 0) {
      throw invalid("after", "must be a multiple of " + AuditStream.BLOCK + " from 0 up to 'to'");
    }
    return after;
  }

  private static BitSet buckets(String list) {
    BitSet asked = new BitSet();
    try {
      for (String bucket :
          list == null ? new String[0] : list.split(",", HeldStock.ASKED_MAX + 1)) {
        asked.set(Integer.parseInt(bucket));
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw invalid("b", "must be numbers from 0 to " + (BucketSums.BUCKETS - 1));
    }
    if (asked.isEmpty()
        || asked.cardinality() > HeldStock.ASKED_MAX
        || asked.length() > BucketSums.BUCKETS) {
      throw invalid("b", "must be 1 to " + HeldStock.ASKED_MAX + " numbers of buckets");
    }
    return asked;
  }

  private static ProblemException invalid(String name, String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, name + ": " + detail)
        .field(name, detail);
  }

  private StoreId store() {
    return new StoreId(caller.getPrincipal().getName());
  }
}
