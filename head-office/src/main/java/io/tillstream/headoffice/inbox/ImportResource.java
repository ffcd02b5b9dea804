package io.tillstream.headoffice.inbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.http.BodyLimit;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.FactsFile;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where somebody brings a store's facts in a file. */
@Path("/api/inbox/import")
@Tag(name = "Inbox")
class ImportResource {

  private final ImportFacts imports;
  private final ObjectMapper json;
  // One person carries files; each envelope takes some 40 MB while it is booked.
  private final Semaphore turn = new Semaphore(1);

  ImportResource(ImportFacts imports, ObjectMapper json) {
    this.imports = imports;
    this.json = json;
  }

  /**
   * The receipt to take back to the store, and what became of each envelope.
   *
   * @param standing what the store's {@code POST /api/uplink/receipt} reads
   * @param envelopes in the order of the file; the first thousand
   * @param more whether the store had more than the file could hold
   */
  record Receipt(@JsonUnwrapped StoreStanding standing, List<Part> envelopes, boolean more) {}

  /**
   * What became of an envelope.
   *
   * @param from where it begins
   * @param to where it ends
   */
  record Part(long from, long to, StandingOutcome outcome) {}

  @POST
  @Consumes({"application/gzip", "application/octet-stream"})
  @BodyLimit(bytesMax = FactsFile.BYTES_MAX)
  @RolesAllowed(Administrator.ROLE)
  @Operation(
      summary = "Take in a file that a store's POST /api/uplink/export has made",
      description =
          "The answer is the receipt: save it, and bring it to the store's POST /api/uplink/receipt."
              + " Importing a file again is harmless.")
  public Receipt take(InputStream body) throws IOException, SQLException {
    if (!turn.tryAcquire()) {
      throw ProblemException.of(
              ProblemCode.TOO_MANY_REQUESTS, "another file is being read at this moment")
          .retryAfter(Duration.ofSeconds(10));
    }
    try {
      return imports.take(ReadFactsFile.of(body, json));
    } finally {
      turn.release();
    }
  }
}
