package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.downlink.ListOwn;
import io.tillstream.store.downlink.LookAtLayers;
import io.tillstream.store.downlink.ReadStanding;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;

/** Whose word the catalogue is: head office's or the store's. Works without JavaScript. */
@Path("/console/layers")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class LayersPageResource {

  // Who has more than that reads /api/layers/own.
  private static final int ROWS_SHOWN_MAX = 100;

  private final ReadStanding standing;
  private final LookAtLayers look;
  private final ListOwn own;
  private final Shop shop;

  LayersPageResource(ReadStanding standing, LookAtLayers look, ListOwn own, Shop shop) {
    this.standing = standing;
    this.look = look;
    this.own = own;
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance layers(View view);
  }

  /**
   * What the page shows.
   *
   * @param store its name
   * @param layers how far each is followed; none in a store without head office
   * @param item what was asked for, or empty
   * @param words all that is said of it
   * @param blocked items that nobody is to sell, the first ones
   * @param own what the store has written over or blocked, the first ones
   */
  record View(
      String store,
      List<LayerRow> layers,
      String item,
      List<WordRow> words,
      List<BlockedRow> blocked,
      List<ListOwn.OwnRow> own) {}

  /** How far a layer is followed. */
  record LayerRow(String layer, String scope, String state, Instant moved) {

    static LayerRow of(ReadStanding.LayerStanding layer) {
      String state =
          layer.bucket() != null
              ? "is read as a whole: %d of 1,024 parts".formatted(layer.bucket())
              : layer.seq() < layer.head()
                  ? HowMany.of(layer.head() - layer.seq(), "change", "changes") + " behind"
                  : "up to date at change " + layer.seq();
      return new LayerRow(layer.layer(), layer.scope(), state, layer.movedAt());
    }
  }

  /** What somebody says of an item. */
  record WordRow(String of, String whose, String says, String inForce) {

    static WordRow of(LookAtLayers.Word word) {
      String whose =
          word.layer() == null
              ? "the store's alone"
              : word.layer().equals("own") ? "the store's, over head office's" : word.layer();
      return new WordRow(word.table(), whose, word.says(), word.inForce() ? "yes" : "no");
    }
  }

  /** An item that is blocked. */
  record BlockedRow(String item, String description, String whose, Instant since) {

    static BlockedRow of(LookAtLayers.Blocked blocked) {
      return new BlockedRow(
          blocked.item(),
          blocked.description(),
          blocked.layer().equals("own") ? "the store's" : blocked.layer(),
          blocked.since());
    }
  }

  /** Whose word an item and its price are, and all that is not head office's. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance layers(@QueryParam("item") String item) throws SQLException {
    String asked = item == null ? "" : item.strip();
    return Templates.layers(
        new View(
            shop.id().value(),
            standing.layers().stream().map(LayerRow::of).toList(),
            asked,
            asked.isEmpty() ? List.of() : look.of(asked).stream().map(WordRow::of).toList(),
            look.blocked(ROWS_SHOWN_MAX).stream().map(BlockedRow::of).toList(),
            own.after(0, ROWS_SHOWN_MAX)));
  }
}
