package io.tillstream.headoffice.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.http.BodyLimit;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What head office says: for people, and for the programs that keep the chain's catalogue. */
@Path("/api/reference")
@Tag(name = "Reference")
@RolesAllowed(Administrator.ROLE)
class ReferenceResource {

  private static final String WHOLE =
      "All changes, or none. A price, barcode or item may name rows of the same scope or of the"
          + " chain.";

  private final WriteReference write;
  private final ListReference rows;
  private final Scopes scopes;
  private final Regions regions;
  private final Followers followers;
  private final ThinReference thin;
  private final Stores stores;
  private final ReferenceConfig config;

  ReferenceResource(
      WriteReference write,
      ListReference rows,
      Scopes scopes,
      Regions regions,
      Followers followers,
      ThinReference thin,
      Stores stores,
      ReferenceConfig config) {
    this.write = write;
    this.rows = rows;
    this.scopes = scopes;
    this.regions = regions;
    this.followers = followers;
    this.thin = thin;
    this.stores = stores;
    this.config = config;
  }

  /**
   * What became of changes.
   *
   * @param scope for whom it is said
   * @param changes how many were asked for
   * @param changed how many rows are another now
   * @param seq of the scope's last change
   */
  record Said(String scope, int changes, int changed, long seq) {}

  /** A page of rows; {@code next} is what to ask for {@code after}, absent on the last page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listing(List<ListReference.Listed> rows, String next) {}

  /** One scope. */
  record ScopeStanding(String scope, String incarnation, long seq, long floor) {}

  /** All scopes, and how far stores have come. */
  record Overview(List<ScopeStanding> scopes, List<Followers.Follower> stores) {}

  /** Which region a store belongs to; null for none. */
  record Region(String region) {}

  @GET
  @Operation(summary = "Where each scope stands, and how far the stores have come")
  public Overview overview() throws SQLException {
    List<ScopeStanding> standing =
        scopes.all().stream()
            .map(
                each ->
                    new ScopeStanding(
                        each.scope().name(), each.incarnation(), each.seq(), each.floor()))
            .toList();
    return new Overview(standing, followers.all());
  }

  @POST
  @Path("/chain")
  @BodyLimit(bytesMax = ReferenceConfig.CHANGES_BYTES_MAX)
  @Operation(summary = "Say something for all stores", description = WHOLE)
  public Said chain(ChangesBody body) throws SQLException {
    return say(Scope.CHAIN, body);
  }

  @POST
  @Path("/regions/{region}")
  @BodyLimit(bytesMax = ReferenceConfig.CHANGES_BYTES_MAX)
  @Operation(summary = "Say something for a region's stores", description = WHOLE)
  public Said region(@PathParam("region") String region, ChangesBody body) throws SQLException {
    return say(regionScope(region), body);
  }

  @POST
  @Path("/stores/{store}")
  @BodyLimit(bytesMax = ReferenceConfig.CHANGES_BYTES_MAX)
  @Operation(summary = "Say something for one store", description = WHOLE)
  public Said store(@PathParam("store") String store, ChangesBody body) throws SQLException {
    return say(storeScope(store), body);
  }

  @GET
  @Path("/chain/{table}")
  @Operation(summary = "What is said for all stores")
  public Listing chainRows(
      @PathParam("table") String table,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    return list(Scope.CHAIN, table, after, limit);
  }

  @GET
  @Path("/regions/{region}/{table}")
  @Operation(summary = "What is said for a region's stores")
  public Listing regionRows(
      @PathParam("region") String region,
      @PathParam("table") String table,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    return list(regionScope(region), table, after, limit);
  }

  @GET
  @Path("/stores/{store}/{table}")
  @Operation(summary = "What is said for one store")
  public Listing storeRows(
      @PathParam("store") String store,
      @PathParam("table") String table,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit)
      throws SQLException {
    return list(storeScope(store), table, after, limit);
  }

  @PUT
  @Path("/stores/{store}/region")
  @Operation(
      summary = "Put a store into a region",
      description = "Its server takes the other region's rows in the place of the former's.")
  public Region putRegion(@PathParam("store") String store, Region body) throws SQLException {
    StoreId known = stores.requireKnown(Page.store(store));
    String region = body == null ? null : body.region();
    if (region != null && !Scope.isRegion(region)) {
      String detail = "has 1 to 64 letters, digits, dots, hyphens and underscores";
      throw ProblemException.of(ProblemCode.INVALID_FIELD, "region: " + detail)
          .field("region", detail);
    }
    regions.put(known, region);
    return new Region(region);
  }

  private Said say(Scope scope, ChangesBody body) throws SQLException {
    List<Change> changes = new ReadChanges(config.changesMax()).read(body);
    return switch (write.say(scope, changes)) {
      case WriteReference.Outcome.Said(int changed, long seq) -> {
        thin.after(scope);
        yield new Said(scope.name(), changes.size(), changed, seq);
      }
      case WriteReference.Outcome.Unfit(Map<Integer, String> faults) -> {
        Faults all = new Faults();
        faults.forEach(
            (place, detail) ->
                all.add(ProblemCode.CATALOGUE_REJECTED, "changes[" + place + "]", detail));
        all.throwIfAny();
        throw new IllegalStateException("refused without a reason");
      }
    };
  }

  private Listing list(Scope scope, String table, String after, String limit) throws SQLException {
    Optional<LayeredTable> known = LayeredTable.of(table);
    if (known.isEmpty()) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "there is no table of that name");
    }
    int most = Page.limit(limit);
    List<ListReference.Listed> page =
        rows.after(scope, known.get(), after == null ? "" : after, most);
    return new Listing(page, page.size() < most ? null : page.getLast().key());
  }

  private static Scope regionScope(String region) {
    if (!Scope.isRegion(region)) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "no region can be called so");
    }
    return Scope.region(region);
  }

  private Scope storeScope(String store) throws SQLException {
    return Scope.store(stores.requireKnown(Page.store(store)));
  }
}
