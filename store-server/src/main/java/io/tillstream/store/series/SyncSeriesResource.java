package io.tillstream.store.series;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.protocol.wire.Lease;
import io.tillstream.protocol.wire.LeaseRequest;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.SeriesAnswer;
import io.tillstream.protocol.wire.Versions;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a terminal numbers by, and numbers lent to it. */
@Path("/sync/v1")
@RolesAllowed(EnrolledTerminal.ROLE)
@Blocking
@Tag(name = "Synchronisation")
class SyncSeriesResource {

  private static final int RANGE_LENGTH_MAX = 24;
  private static final int REQUEST_LENGTH_MAX = 64;

  private final SeriesTemplates templates;
  private final NumberRanges ranges;
  private final ScarceGoods scarce;
  private final Writer writer;
  private final SecurityIdentity caller;

  SyncSeriesResource(
      SeriesTemplates templates,
      NumberRanges ranges,
      ScarceGoods scarce,
      Writer writer,
      SecurityIdentity caller) {
    this.templates = templates;
    this.ranges = ranges;
    this.scarce = scarce;
    this.writer = writer;
    this.caller = caller;
  }

  /** The caller's series, the ranges that it may lease of, and whether there are scarce items. */
  @GET
  @Path("/series")
  public SeriesAnswer series(@HeaderParam(Protocol.VERSION_HEADER) String protocol)
      throws SQLException {
    return new SeriesAnswer(
        RequireVersion.ofHeader(protocol),
        templates.of(EnrolledTerminal.of(caller).stream().terminal()).stream()
            .filter(each -> Versions.isTold(Protocol.VERSION, each))
            .toList(),
        ranges.all().stream().map(NumberRanges.Range::range).toList(),
        scarce.areThere());
  }

  /** Lends numbers; the answer comes after the lease is on disk. */
  @POST
  @Path("/leases")
  public Lease lease(LeaseRequest request) {
    int version = RequireVersion.ofBody(request == null ? 0 : request.protocol());
    String range = text("range", request.range(), RANGE_LENGTH_MAX);
    DocumentStream borrower = EnrolledTerminal.of(caller).stream();
    return switch (writer.ask(
        new LeaseNumbers(
            range, borrower, text("request", request.request(), REQUEST_LENGTH_MAX)))) {
      case LeaseNumbers.Lent(long from, long to) -> new Lease(version, range, from, to);
      case LeaseNumbers.Unknown unknown ->
          throw ProblemException.of(ProblemCode.NOT_FOUND, "there is no range " + range);
      case LeaseNumbers.Waiting waiting ->
          throw ProblemException.of(
              ProblemCode.RANGE_HELD,
              "the store was restored from a backup; an administrator has to say from which number on "
                  + range
                  + " is lent");
      case LeaseNumbers.Exhausted exhausted ->
          throw ProblemException.of(
              ProblemCode.RANGE_EXHAUSTED, "all numbers of " + range + " are lent");
    };
  }

  private static String text(String field, String value, int lengthMax) {
    if (value == null
        || value.isBlank()
        || value.length() > lengthMax
        || !PlainText.is(value)
        || !value.equals(value.strip())) {
      throw ProblemException.of(ProblemCode.INVALID_FIELD, field + " is missing or cannot be")
          .field(field, "is missing or cannot be");
    }
    return value;
  }
}
