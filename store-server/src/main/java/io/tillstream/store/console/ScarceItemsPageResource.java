package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.escrow.ScarceItems;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;

/**
 * The scarce items, what is leased to whom, and what waits for a person's word. Works without
 * JavaScript.
 */
@Path("/console/scarce-items")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class ScarceItemsPageResource {

  private final ScarceItems items;
  private final Shop shop;

  ScarceItemsPageResource(ScarceItems items, Shop shop) {
    this.items = items;
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance items(View view);
  }

  /**
   * What the page shows.
   *
   * @param store its name
   * @param items by code, with their leases
   * @param held whether nothing is leased before a person says so
   * @param awaited terminals that have not told since what is leased to them
   * @param waiting what is leased to closed epochs, and returns by itself or by a person's word
   */
  record View(
      String store,
      List<ScarceItems.Scarce> items,
      boolean held,
      List<String> awaited,
      List<Waiting> waiting) {}

  /** What is left of a lease of a closed epoch. */
  record Waiting(String item, String terminal, int epoch, String left) {}

  /** The page. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance items() throws SQLException {
    ScarceItems.Listed listed = items.all();
    return Templates.items(
        new View(
            shop.id().value(),
            listed.items(),
            listed.held(),
            listed.awaited(),
            listed.items().stream().flatMap(ScarceItemsPageResource::waiting).toList()));
  }

  private static Stream<Waiting> waiting(ScarceItems.Scarce item) {
    return item.leases().stream()
        .filter(each -> each.closed() != null && each.isAnyLeft())
        .map(each -> new Waiting(item.item(), each.terminal(), each.epoch(), each.left()));
  }
}
