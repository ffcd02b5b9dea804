package io.tillstream.headoffice.status;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.listing.Page;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What stands in a parked store's way, raw, for whoever has to find out why. */
@Path("/api/stores/{store}/parked-envelope")
@Tag(name = "Stores")
@RolesAllowed(Administrator.ROLE)
class ParkedEnvelopeResource {

  private final Database database;

  ParkedEnvelopeResource(Database database) {
    this.database = database;
  }

  @GET
  @Produces(Protocol.NDJSON)
  @Operation(summary = "The records of the envelope that parked a store, as they came")
  public byte[] records(@PathParam("store") String store) throws SQLException {
    StoreId wanted = Page.store(store);
    return database
        .reading(connection -> ReadParked.records(connection, wanted))
        .orElseThrow(
            () -> ProblemException.of(ProblemCode.NOT_FOUND, "no store " + store + " is parked"));
  }
}
