package io.tillstream.store.promise;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.store.own.AnswerOutcome;
import io.tillstream.store.own.Goods;
import io.tillstream.store.own.ReadGoods;
import io.tillstream.store.page.Page;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Goods that are kept for customers. */
@Path("/api/promises")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Stock")
class PromisesResource {

  private final Writer writer;
  private final AnswerOutcome answer;
  private final ListPromises promises;
  private final Shop shop;
  private final Clock clock;

  PromisesResource(
      Writer writer, AnswerOutcome answer, ListPromises promises, Shop shop, Clock clock) {
    this.writer = writer;
    this.answer = answer;
    this.promises = promises;
    this.shop = shop;
    this.clock = clock;
  }

  /**
   * A promise as it is asked for.
   *
   * @param reference once per promise
   * @param customer a customer's number; a sale that names it keeps the promise
   * @param reason why, or absent
   * @param lines what is kept
   */
  public record PromiseBody(
      String reference, String customer, String reason, List<ReadGoods.LineBody> lines) {}

  /**
   * The end of a promise as it is asked for.
   *
   * @param reason why it holds no more
   */
  public record EndBody(String reason) {}

  /**
   * A page of promises.
   *
   * @param promises the oldest first
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListPromises.Promised> promises, Long next) {}

  /** Lists the promises that hold. */
  @GET
  @Operation(summary = "List goods that are kept for customers")
  public Listed list(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long first = Page.after(after);
    List<ListPromises.Promised> found = promises.after(first, most);
    return new Listed(found, found.size() < most ? null : first + found.size());
  }

  /** Records a promise once per reference. */
  @POST
  @Operation(
      summary = "Keep goods for a customer",
      description =
          "No goods move. 201 when recorded, 200 when the same was recorded under this reference"
              + " before.")
  public RestResponse<DocumentSummary> promise(PromiseBody body) throws SQLException {
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    Faults faults = new Faults();
    ReadGoods read = new ReadGoods(faults);
    String reference = read.code("reference", body.reference());
    String customer = read.code("customer", body.customer());
    String reason = body.reason() == null ? null : read.reason("reason", body.reason());
    List<Goods> goods = read.lines(body.lines());
    faults.throwIfAny();
    return answer.answer(
        writer.ask(new RecordPromise(shop, reference, customer, reason, today(), goods)),
        DocumentType.PROMISE,
        reference,
        goods);
  }

  /** Ends a promise. */
  @POST
  @Path("/{reference}/end")
  @Operation(
      summary = "End a promise",
      description = "The goods were fetched, or nobody wants them. Asking again changes nothing.")
  public RestResponse<DocumentSummary> end(@RestPath String reference, EndBody body)
      throws SQLException {
    Faults faults = new Faults();
    String reason = new ReadGoods(faults).reason("reason", body == null ? null : body.reason());
    faults.throwIfAny();
    return answer.answer(
        writer
            .ask(new EndPromise(shop, reference, reason, today()))
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.NOT_FOUND, "nothing was promised under '" + reference + "'")),
        DocumentType.PROMISE_END,
        reference,
        List.of());
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneId.systemDefault()));
  }
}
