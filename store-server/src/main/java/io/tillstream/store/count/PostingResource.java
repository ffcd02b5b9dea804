package io.tillstream.store.count;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Where a count becomes a part of the books. */
@Path("/api/counts/{id}/posting")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Counts")
class PostingResource {

  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  private final LookAtCount look;
  private final Writer writer;
  private final Restoration restoration;
  private final Shop shop;
  private final CountsConfig config;

  PostingResource(
      LookAtCount look, Writer writer, Restoration restoration, Shop shop, CountsConfig config) {
    this.look = look;
    this.writer = writer;
    this.restoration = restoration;
    this.shop = shop;
    this.config = config;
  }

  /**
   * Who posts, and what he accepts. The names are what the request says: the console has no users
   * of its own.
   *
   * @param countedBy who answers for the count
   * @param approvedBy another person who has looked at its variances, or absent
   * @param acceptUnmarked whether terminals without a mark may have documents under way
   */
  public record PostingBody(String countedBy, String approvedBy, Boolean acceptUnmarked) {}

  /** Posts the count. */
  @POST
  @Operation(
      summary = "Post the count",
      description =
          "201 when posted, 200 when it was posted before. 409 count-unmarked names terminals that"
              + " have made no mark; 409 count-not-approved lists variances over the limit.")
  public RestResponse<ShownCount> post(@RestPath String id, PostingBody body) throws SQLException {
    return switch (writer.ask(read(id, Fields.body(body)))) {
      case PostCount.Posted posted -> RestResponse.status(RestResponse.Status.CREATED, shown(id));
      case PostCount.Repeated repeated -> RestResponse.ok(shown(id));
      case PostCount.Unknown unknown -> throw CountsResource.unknown(id);
      case PostCount.Cancelled cancelled ->
          throw CountsResource.closed(id, CountHead.State.CANCELLED);
      case PostCount.Overlaps(String other) -> throw CountsResource.overlaps(other);
      case PostCount.NothingCounted nothing ->
          throw ProblemException.of(
              ProblemCode.INVALID_FIELD, "nobody has entered anything in count " + id);
      case PostCount.Unmarked(List<TerminalId> terminals) -> throw unmarked(terminals);
      case PostCount.NotApproved(List<CountFigures.Line> lines) -> throw notApproved(lines);
    };
  }

  private PostCount read(String id, PostingBody body) {
    if (restoration.waitsForHeadOffice()) {
      // It may hold this very count.
      throw ProblemException.of(
              ProblemCode.NOT_AVAILABLE,
              "the database was restored from a backup; head office gives back what it has first")
          .retryAfter(ASK_AGAIN);
    }
    Fields fields = new Fields();
    fields.text("countedBy", body.countedBy());
    fields.textIfGiven("approvedBy", body.approvedBy());
    fields.throwIfAny();
    return new PostCount(
        shop,
        id,
        look.terminals(),
        body.countedBy(),
        body.approvedBy(),
        Boolean.TRUE.equals(body.acceptUnmarked()),
        new Threshold(
            Quantity.of(config.varianceQuantityMax()),
            Money.of(config.varianceValueMax(), shop.currency()).minor(),
            shop.currency()),
        config.unsureFor().toMillis());
  }

  private ShownCount shown(String id) throws SQLException {
    return look.of(id).orElseThrow(() -> CountsResource.unknown(id));
  }

  private static ProblemException unmarked(List<TerminalId> terminals) {
    return ProblemException.of(
            ProblemCode.COUNT_UNMARKED,
            "no mark of "
                + terminals.stream().map(TerminalId::value).collect(Collectors.joining(", "))
                + ", and what they have made may be under way")
        .with("terminals", terminals);
  }

  private static ProblemException notApproved(List<CountFigures.Line> lines) {
    Faults faults = new Faults();
    for (CountFigures.Line line : lines) {
      faults.add(
          ProblemCode.COUNT_NOT_APPROVED,
          line.item(),
          "a variance of %s needs a recount, or another person's approval"
              .formatted(line.variance()));
    }
    faults.throwIfAny();
    throw new IllegalStateException("no line is over the limit");
  }
}
