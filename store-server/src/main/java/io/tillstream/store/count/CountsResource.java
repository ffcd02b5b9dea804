package io.tillstream.store.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Counts: begin one, look at it, give it up. */
@Path("/api/counts")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Counts")
class CountsResource {

  private static final int ITEMS_MAX = 5_000;

  private final ListCounts counts;
  private final LookAtCount look;
  private final Writer writer;
  private final Shop shop;

  CountsResource(ListCounts counts, LookAtCount look, Writer writer, Shop shop) {
    this.counts = counts;
    this.look = look;
    this.writer = writer;
    this.shop = shop;
  }

  /**
   * A page of counts.
   *
   * @param counts the newest first
   * @param next what to ask for {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<ListCounts.Listed> counts, Long next) {}

  /**
   * A count to begin.
   *
   * @param id its name; made up when absent
   * @param kind full or partial
   * @param location where; the shop floor when absent
   * @param items of a partial count; those that are entered join them
   */
  public record StartBody(String id, String kind, String location, List<String> items) {}

  /** Lists counts. */
  @GET
  public Listed list(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException {
    int most = Page.limit(limit);
    long first = Page.after(after);
    List<ListCounts.Listed> found = counts.after(first, most);
    return new Listed(found, found.size() < most ? null : first + most);
  }

  /** Begins a count. */
  @POST
  @Operation(
      summary = "Begin a count",
      description = "201 when begun, 200 when it was begun alike before.")
  public RestResponse<ShownCount> start(StartBody body) throws SQLException {
    StartCount command = read(Fields.body(body));
    return switch (writer.ask(command)) {
      case StartCount.Started started ->
          RestResponse.status(RestResponse.Status.CREATED, shown(command.id()));
      case StartCount.Repeated repeated -> RestResponse.ok(shown(command.id()));
      case StartCount.NameTaken taken ->
          throw ProblemException.of(
                  ProblemCode.REFERENCE_REUSED, "another count is called " + command.id())
              .field("id", "belongs to another count");
      case StartCount.UnknownItems(Set<String> items) -> {
        Fields fields = new Fields();
        items.forEach(item -> fields.fault("items", "the catalogue has no item '" + item + "'"));
        fields.throwIfAny();
        throw new IllegalStateException("no item is unknown");
      }
      case StartCount.Overlaps(String other) -> throw overlaps(other);
    };
  }

  /** Shows a count with a page of its lines. */
  @GET
  @Path("/{id}")
  @Operation(
      summary = "Look at a count",
      description =
          "An open one says what posting it now would book, and which terminals have marked it.")
  public ShownCount count(
      @RestPath String id,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    ShownCount shown = shown(id);
    return shown.withLines(
        shown.lines().stream()
            .filter(line -> line.item().compareTo(after) > 0)
            .limit(Page.limit(limit))
            .toList());
  }

  /** Marks a count in the store's own documents. */
  @POST
  @Path("/{id}/mark")
  @Operation(
      summary = "Mark the count in the store's own documents",
      description = "Goods received from now on are not in it. Without a mark the posting decides.")
  public ShownCount mark(@RestPath String id) throws SQLException {
    CountHead.State state = writer.ask(new MarkStore(shop, id)).orElseThrow(() -> unknown(id));
    if (state != CountHead.State.OPEN) {
      throw closed(id, state);
    }
    return shown(id);
  }

  /** Gives a count up. */
  @POST
  @Path("/{id}/cancellation")
  public ShownCount cancel(@RestPath String id) throws SQLException {
    CountHead.State before = writer.ask(new EndCount(id)).orElseThrow(() -> unknown(id));
    if (before == CountHead.State.POSTED) {
      throw closed(id, before);
    }
    return shown(id);
  }

  private ShownCount shown(String id) throws SQLException {
    return look.of(id).orElseThrow(() -> unknown(id));
  }

  static ProblemException unknown(String id) {
    return ProblemException.of(ProblemCode.NOT_FOUND, "there is no count '" + id + "'");
  }

  static ProblemException closed(String id, CountHead.State state) {
    return ProblemException.of(ProblemCode.COUNT_CLOSED, "count %s is %s".formatted(id, state));
  }

  static ProblemException overlaps(String other) {
    return ProblemException.of(
        ProblemCode.COUNT_OVERLAPS,
        "count %s is of the same, and open or posted since".formatted(other));
  }

  private static StartCount read(StartBody body) {
    Fields fields = new Fields();
    String id =
        body.id() == null
            ? "C-" + UUID.randomUUID().toString().substring(0, 8)
            : fields.id("id", body.id());
    CountDetails.Kind kind = fields.kind(body.kind());
    Location location = fields.location(body.location());
    List<String> items = body.items() == null ? List.of() : body.items();
    if (kind == CountDetails.Kind.FULL && !items.isEmpty()) {
      fields.fault("items", "are of a partial count; a full one is of all there is");
    } else if (items.size() > ITEMS_MAX) {
      fields.fault("items", "are more than " + ITEMS_MAX);
    } else {
      for (int i = 0; i < items.size(); i++) {
        fields.text("items[" + i + "]", items.get(i));
      }
    }
    fields.throwIfAny();
    return new StartCount(id, kind, location, new TreeSet<>(items));
  }
}
