package io.tillstream.store.count;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What people find, entered on any number of devices. */
@Path("/api/counts/{id}/entries")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Counts")
class EntriesResource {

  private final TakeCounts take;

  EntriesResource(TakeCounts take) {
    this.take = take;
  }

  /** Enters what was found at one spot. */
  @POST
  @Operation(
      summary = "Enter a quantity",
      description =
          "Quantities of all entries and devices add up. 201 when entered, 200 when the same was"
              + " entered under this device and entry before.")
  public RestResponse<EntryBody> enter(@RestPath String id, EntryBody body) {
    return take.enter(id, body)
        ? RestResponse.status(RestResponse.Status.CREATED, body)
        : RestResponse.ok(body);
  }
}
