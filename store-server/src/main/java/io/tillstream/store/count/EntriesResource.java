package io.tillstream.store.count;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.writer.Writer;
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

  private static final int ROUNDS_MAX = 9;

  private final Writer writer;

  EntriesResource(Writer writer) {
    this.writer = writer;
  }

  /**
   * What was found at one spot.
   *
   * @param device where it was entered
   * @param entry the device's own name for it
   * @param round 2 and higher for a recount; 1 when absent
   * @param countedBy who, or absent
   */
  public record EntryBody(
      String device,
      String entry,
      String item,
      JsonNode quantity,
      Integer round,
      String countedBy) {}

  /** Enters what was found at one spot. */
  @POST
  @Operation(
      summary = "Enter a quantity",
      description =
          "Quantities of all entries and devices add up. 201 when entered, 200 when the same was"
              + " entered under this device and entry before.")
  public RestResponse<EntryBody> enter(@RestPath String id, EntryBody body) {
    EnterCounted command = read(id, Fields.body(body));
    return switch (writer.ask(command)) {
      case EnterCounted.Entered entered -> RestResponse.status(RestResponse.Status.CREATED, body);
      case EnterCounted.Repeated repeated -> RestResponse.ok(body);
      case EnterCounted.NameTaken taken ->
          throw ProblemException.of(
                  ProblemCode.REFERENCE_REUSED,
                  "%s has entered something else as %s".formatted(body.device(), body.entry()))
              .field("entry", "belongs to another entry");
      case EnterCounted.Unknown unknown -> throw CountsResource.unknown(id);
      case EnterCounted.Closed(CountHead.State state) -> throw CountsResource.closed(id, state);
      case EnterCounted.UnknownItem unknown ->
          throw ProblemException.of(
                  ProblemCode.INVALID_FIELD, "the catalogue has no item '" + body.item() + "'")
              .field("item", "is not in the catalogue");
      case EnterCounted.Overlaps(String other) -> throw CountsResource.overlaps(other);
    };
  }

  private static EnterCounted read(String id, EntryBody body) {
    Fields fields = new Fields();
    int round = body.round() == null ? 1 : body.round();
    if (round < 1 || round > ROUNDS_MAX) {
      fields.fault("round", "must be 1 to " + ROUNDS_MAX);
    }
    EnterCounted command =
        new EnterCounted(
            id,
            fields.text("device", body.device()),
            fields.text("entry", body.entry()),
            fields.text("item", body.item()),
            fields.quantity("quantity", body.quantity()),
            round,
            fields.textIfGiven("countedBy", body.countedBy()));
    fields.throwIfAny();
    return command;
  }
}
