package io.tillstream.headoffice.valuation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The legal entities of the chain, for administrators. */
@Path("/api/entities")
@Tag(name = "Valuation")
@RolesAllowed(Administrator.ROLE)
class EntitiesResource {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final ReadValuation figures;
  private final ArrangeEntities arrange;
  private final Stores stores;

  EntitiesResource(ReadValuation figures, ArrangeEntities arrange, Stores stores) {
    this.figures = figures;
    this.arrange = arrange;
    this.stores = stores;
  }

  record Money(String currency) {}

  record MonthToClose(String month) {}

  /** What lies after this position of the feed is booked in a later month. */
  record Closed(YearMonth month, long position, Instant closedAt) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entity(
      EntityName entity,
      String currency,
      long movements,
      List<Closed> closedMonths,
      List<String> stores) {}

  record Listing(List<Entity> entities) {}

  @GET
  @Operation(
      summary = "All legal entities, by name",
      description = "A store that none of them lists belongs to MAIN.")
  public Listing all() throws SQLException {
    return new Listing(
        figures.entities().stream()
            .map(
                each ->
                    new Entity(
                        each.name(),
                        each.currency().orElse(null),
                        each.movements(),
                        each.closings().stream().map(EntitiesResource::closed).toList(),
                        each.stores()))
            .toList());
  }

  @PUT
  @Path("/{entity}")
  @ResponseStatus(204)
  @Operation(
      summary = "Add a legal entity, or say the currency of its costs",
      description = "Without a currency that of its first document counts.")
  public void put(@PathParam("entity") String entity, Money said) throws SQLException {
    Optional<String> currency = Optional.ofNullable(said).map(Money::currency);
    Faults faults = new Faults();
    if (currency.isPresent() && !CURRENCY.matcher(currency.get()).matches()) {
      faults.add(ProblemCode.INVALID_FIELD, "currency", "must be three capital letters");
    }
    faults.throwIfAny();
    arrange.put(ReadParameters.entity(entity), currency);
  }

  @PUT
  @Path("/{entity}/stores/{store}")
  @ResponseStatus(204)
  @Operation(
      summary = "Say whose a store is",
      description =
          "When it has traded already, everything is valued again from the first position; that is"
              + " refused as soon as one of the two entities has a closed month.")
  public void assign(@PathParam("entity") String entity, @PathParam("store") String store)
      throws SQLException {
    arrange.assign(stores.requireKnown(Page.store(store)), ReadParameters.entity(entity));
  }

  @POST
  @Path("/{entity}/closed-months")
  @ResponseStatus(201)
  @Operation(
      summary = "Close a month, and all before it",
      description =
          "What the books take in from now on, whatever its business date, is booked in the first"
              + " month after it. A closed month is not opened again.")
  public Closed close(@PathParam("entity") String entity, MonthToClose said) throws SQLException {
    Faults faults = new Faults();
    Optional<YearMonth> month =
        Optional.ofNullable(said).map(MonthToClose::month).flatMap(ReadParameters::findMonth);
    if (month.isEmpty()) {
      faults.add(ProblemCode.INVALID_FIELD, "month", ReadParameters.MONTH_RULE);
    }
    faults.throwIfAny();
    return closed(arrange.close(ReadParameters.entity(entity), month.orElseThrow()));
  }

  private static Closed closed(ClosedMonths.Closing closing) {
    return new Closed(closing.month(), closing.position(), closing.closedAt());
  }
}
