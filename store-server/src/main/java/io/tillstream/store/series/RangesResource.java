package io.tillstream.store.series;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Number ranges that terminals share: gift cards, fiscal codes. */
@Path("/api/ranges")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Series")
class RangesResource {

  private static final long NUMBER_MAX = 999_999_999_999_999L;
  private static final long LEASE_SIZE_MAX = 1_000_000;

  private final NumberRanges ranges;
  private final ForecastRanges forecast;
  private final Writer writer;

  RangesResource(NumberRanges ranges, ForecastRanges forecast, Writer writer) {
    this.ranges = ranges;
    this.forecast = forecast;
    this.writer = writer;
  }

  /** A range to be made. */
  public record Wanted(String range, long from, long to, long leaseSize) {}

  /** From which number on a range is lent. */
  public record NextNumber(long next) {}

  /** All ranges. */
  public record Listed(List<ForecastRanges.Standing> ranges) {}

  /** Lists them. */
  @GET
  @Operation(
      summary = "List the number ranges that terminals share, what is left and how long it lasts")
  public Listed list() throws SQLException {
    return new Listed(forecast.all());
  }

  /** Lends numbers from here on; a range that was held after a restore is lent again. */
  @PUT
  @Path("/{range}")
  @Operation(summary = "Say from which number on a range is lent, also after a restore")
  public NumberRanges.Range next(@RestPath String range, NextNumber wanted) throws SQLException {
    if (wanted == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    switch (writer.ask(new SetNextNumber(range, wanted.next()))) {
      case SetNextNumber.Done done -> {
        // The row below shows it.
      }
      case SetNextNumber.Unknown unknown -> throw unknown(range);
      case SetNextNumber.OutOfRange(long least, long most) -> {
        Faults faults = new Faults();
        faults.add(ProblemCode.OUT_OF_RANGE, "next", "must lie in %d to %d".formatted(least, most));
        faults.throwIfAny();
      }
    }
    return ranges.all().stream()
        .filter(each -> each.range().equals(range))
        .findFirst()
        .orElseThrow(() -> unknown(range));
  }

  /** Makes one. */
  @POST
  @ResponseStatus(201)
  @Operation(summary = "Make a number range that terminals share")
  public Wanted make(Wanted wanted) {
    if (wanted == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    Faults faults = new Faults();
    if (wanted.range() == null || !wanted.range().matches("[a-z0-9-]{1,24}")) {
      faults.add(
          ProblemCode.INVALID_FIELD, "range", "must be 1 to 24 of small letters, digits and -");
    }
    if (wanted.from() < 1 || wanted.to() < wanted.from() || wanted.to() > NUMBER_MAX) {
      faults.add(
          ProblemCode.OUT_OF_RANGE,
          "to",
          "must not lie before from, and both in 1 to " + NUMBER_MAX);
    }
    if (wanted.leaseSize() < 1 || wanted.leaseSize() > LEASE_SIZE_MAX) {
      faults.add(ProblemCode.OUT_OF_RANGE, "leaseSize", "must lie in 1 to " + LEASE_SIZE_MAX);
    }
    faults.throwIfAny();
    if (!writer.ask(
        new MakeRange(wanted.range(), wanted.from(), wanted.to(), wanted.leaseSize()))) {
      throw ProblemException.of(
              ProblemCode.REFERENCE_REUSED, "there is a range " + wanted.range() + " already")
          .field("range", "belongs to another range");
    }
    return wanted;
  }

  private static ProblemException unknown(String range) {
    return ProblemException.of(ProblemCode.NOT_FOUND, "there is no range " + range);
  }
}
