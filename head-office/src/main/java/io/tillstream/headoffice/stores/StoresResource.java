package io.tillstream.headoffice.stores;

import io.tillstream.headoffice.listing.Page;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The register of stores, for administrators. */
@Path("/api/stores")
@Tag(name = "Stores")
@RolesAllowed(Administrator.ROLE)
class StoresResource {

  private final Stores stores;
  private final Event<StoreResumed> resumed;

  StoresResource(Stores stores, Event<StoreResumed> resumed) {
    this.stores = stores;
    this.resumed = resumed;
  }

  record Registration(StoreId store) {}

  record Registered(StoreId store, String credential) {}

  record Register(List<RegisteredStore> stores) {}

  @POST
  @ResponseStatus(201)
  @Operation(
      summary = "Register a store",
      description =
          "Answers with the credential its server shows; it is not shown again. A known store gets a"
              + " new one, and the former is revoked.")
  public Registered register(Registration registration) throws SQLException {
    Faults faults = new Faults();
    if (registration == null || registration.store() == null) {
      faults.add(ProblemCode.INVALID_FIELD, "store", "is missing");
    }
    faults.throwIfAny();
    return new Registered(registration.store(), stores.register(registration.store()));
  }

  @GET
  @Operation(summary = "All stores, by name")
  public Register all() throws SQLException {
    return new Register(stores.all());
  }

  @POST
  @Path("/{store}/revocation")
  @ResponseStatus(204)
  @Operation(summary = "Withdraw a store's credential")
  public void revoke(@PathParam("store") String store) throws SQLException {
    stores.revoke(stores.requireKnown(Page.store(store)));
  }

  @POST
  @Path("/{store}/resumption")
  @ResponseStatus(204)
  @Operation(
      summary = "Let a parked store send again",
      description =
          "The store offers the same facts again; if they still cannot be applied, it is parked"
              + " again.")
  public void resume(@PathParam("store") String store) throws SQLException {
    StoreId known = stores.requireKnown(Page.store(store));
    stores.resume(known);
    resumed.fire(new StoreResumed(known));
  }
}
