package io.tillstream.store.console;

import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.catalogue.FindScanned;
import io.tillstream.store.count.EntryBody;
import io.tillstream.store.count.ListCounts;
import io.tillstream.store.count.LookAtEntries;
import io.tillstream.store.count.TakeCounts;
import io.tillstream.store.page.Page;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Where people enter what they count, with a scanner and a few keys: any number of them at once.
 * Works without JavaScript.
 */
@Path("/console/counts/{id}/entries")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class EntriesPageResource {

  private static final String DEVICE = "console";
  private static final int ROUNDS_MAX = 9;
  private static final int ENTRIES_SHOWN_MAX = 12;
  private static final int LEFT_SHOWN_MAX = 50;

  private final LookAtEntries look;
  private final TakeCounts take;
  private final FindScanned items;
  private final Shop shop;

  EntriesPageResource(LookAtEntries look, TakeCounts take, FindScanned items, Shop shop) {
    this.look = look;
    this.take = take;
    this.items = items;
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance entries(EntriesView view);
  }

  /** The form, and what was entered by it a moment ago. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance entries(
      @RestPath String id,
      @QueryParam("by") @DefaultValue("") String by,
      @QueryParam("each") boolean each,
      @QueryParam("item") @DefaultValue("") String item,
      @QueryParam("round") String round,
      @QueryParam("entered") String entered)
      throws SQLException {
    EntriesView.Typed typed =
        new EntriesView.Typed(newEntry(), item, each ? "1" : "", by, round(round), each);
    return page(id, typed, entered, null);
  }

  /** Enters it, and shows the empty form again. */
  @POST
  @Operation(hidden = true)
  public RestResponse<String> enter(
      @RestPath String id,
      @RestForm String entry,
      @RestForm @DefaultValue("") String item,
      @RestForm @DefaultValue("") String quantity,
      @RestForm @DefaultValue("") String by,
      @RestForm String round,
      @RestForm boolean each)
      throws SQLException {
    EntriesView.Typed typed =
        new EntriesView.Typed(
            entry, item.strip(), quantity.strip(), by.strip(), round(round), each);
    try {
      take.enterAtSight(
          id,
          new EntryBody(
              DEVICE,
              entry,
              items.item(typed.item()),
              TextNode.valueOf(typed.quantity()),
              typed.round(),
              typed.by()));
      return RestResponse.seeOther(
          URI.create(
              EntriesView.link(id, typed.by(), each, "", null) + "&entered=" + InUrl.of(entry)));
    } catch (ProblemException refused) {
      boolean isUsed = refused.code() == ProblemCode.REFERENCE_REUSED;
      Told told =
          isUsed
              ? Told.conflict(
                  "This form was sent before with something else in it, and that is entered. What"
                      + " stands in it now is not: send it once more to enter it, too.")
              : Told.of(refused, "It was not entered.");
      EntriesView.Typed again = isUsed ? typed.under(newEntry()) : typed;
      return told.on(page(id, again, null, told).render());
    }
  }

  private TemplateInstance page(String id, EntriesView.Typed typed, String entered, Told told)
      throws SQLException {
    ListCounts.Listed count =
        look.count(id)
            .orElseThrow(
                () -> ProblemException.of(ProblemCode.NOT_FOUND, "there is no count '" + id + "'"));
    LookAtEntries.Entered done =
        entered == null ? null : look.entry(id, DEVICE, entered).orElse(null);
    LookAtEntries.Standing ofTyped =
        typed.item().isEmpty() ? null : look.standing(id, items.item(typed.item()));
    boolean isAgain = ofTyped != null && (typed.round() != null || ofTyped.round() > 1);
    return Templates.entries(
        new EntriesView(
            shop.id().value(),
            count,
            typed,
            done,
            done == null ? null : look.standing(id, done.item()),
            isAgain ? ofTyped : null,
            look.last(id, ENTRIES_SHOWN_MAX).stream()
                .map(
                    each ->
                        new EntriesView.Row(
                            EntriesView.link(id, typed.by(), false, each.item(), each.round() + 1),
                            each,
                            null))
                .toList(),
            look.left(count, LEFT_SHOWN_MAX).stream()
                .map(
                    each ->
                        new EntriesView.Row(
                            EntriesView.link(id, typed.by(), typed.each(), each.item(), null),
                            null,
                            each))
                .toList(),
            told));
  }

  private static String newEntry() {
    return UUID.randomUUID().toString();
  }

  private static Integer round(String text) {
    return text == null || text.isBlank()
        ? null
        : (Integer) (int) Page.number("round", text, 1, ROUNDS_MAX);
  }
}
