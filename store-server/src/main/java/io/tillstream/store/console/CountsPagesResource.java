package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.catalogue.FindScanned;
import io.tillstream.store.count.ListCounts;
import io.tillstream.store.count.StartBody;
import io.tillstream.store.count.TakeCounts;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;

/** The counts of the store, and a form to begin another one. Works without JavaScript. */
@Path("/console/counts")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class CountsPagesResource {

  private static final int COUNTS_SHOWN_MAX = 100;

  private final ListCounts counts;
  private final TakeCounts take;
  private final FindScanned items;
  private final Shop shop;
  private final Clock clock;

  CountsPagesResource(
      ListCounts counts, TakeCounts take, FindScanned items, Shop shop, Clock clock) {
    this.counts = counts;
    this.take = take;
    this.items = items;
    this.shop = shop;
    this.clock = clock;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance counts(
        String store, List<CountRow> counts, Typed typed, Told told);
  }

  /**
   * What stands in the form.
   *
   * @param items one in a line, each by its code or its barcode
   */
  record Typed(String name, String kind, String location, String items) {}

  /**
   * A count in a table.
   *
   * @param ended when; null while it is open
   * @param people who answers for it, or empty
   */
  record CountRow(
      String id,
      String kind,
      String location,
      String state,
      Instant started,
      Instant ended,
      String people) {

    static CountRow of(ListCounts.Listed count) {
      return new CountRow(
          count.id(),
          count.kind(),
          count.location(),
          count.state(),
          count.startedAt(),
          count.endedAt(),
          count.countedBy() == null
              ? ""
              : count.countedBy()
                  + (count.approvedBy() == null ? "" : ", approved by " + count.approvedBy()));
    }
  }

  /** All counts, the newest first. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance counts() throws SQLException {
    // Begun twice under one name, by a double click, it is one count.
    String name =
        LocalDate.now(clock.withZone(ZoneId.systemDefault()))
            + "-"
            + UUID.randomUUID().toString().substring(0, 4);
    return page(new Typed(name, "partial", "shop-floor", ""), null);
  }

  /** Begins a count as the form says, and shows it. */
  @POST
  @Operation(hidden = true)
  public RestResponse<String> begin(
      @RestForm String name,
      @RestForm String kind,
      @RestForm String location,
      @RestForm("items") String text)
      throws SQLException {
    Typed typed = new Typed(name, kind, location, text == null ? "" : text);
    try {
      TakeCounts.Begun begun =
          take.begin(
              new StartBody(name == null ? "" : name.strip(), kind, location, listed(typed)));
      return RestResponse.seeOther(URI.create("/console/counts/" + begun.id()));
    } catch (ProblemException refused) {
      Told told = Told.of(refused, "No count was begun.");
      return told.on(page(typed, told).render());
    }
  }

  private TemplateInstance page(Typed typed, Told told) throws SQLException {
    return Templates.counts(
        shop.id().value(),
        counts.after(0, COUNTS_SHOWN_MAX).stream().map(CountRow::of).toList(),
        typed,
        told);
  }

  private List<String> listed(Typed typed) throws SQLException {
    List<String> listed = new ArrayList<>();
    for (String line : typed.items().lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        listed.add(items.item(line));
      }
    }
    return listed;
  }
}
