package io.tillstream.agent.status;

import io.tillstream.agent.sync.Synchronise;
import io.tillstream.agent.sync.Verification;
import io.tillstream.agent.sync.VerifyReplica;
import io.tillstream.platform.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The terminal's state, and "synchronise now". */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

  private final ReadStatus status;
  private final Synchronise synchronise;
  private final VerifyReplica verify;

  StatusResource(ReadStatus status, Synchronise synchronise, VerifyReplica verify) {
    this.status = status;
    this.verify = verify;
    this.synchronise = synchronise;
  }

  /** How this terminal is doing. */
  @GET
  @Path("/status")
  public Status status() {
    return status.now();
  }

  /** Compares the reference data with the store's, every row of it, and puts right what differs. */
  @POST
  @Path("/verification")
  public Verification verification() {
    return verify.verify(true);
  }

  /** One full round: everything up, then down to a checkpoint. */
  @POST
  @Path("/sync")
  public Status sync() {
    boolean done = synchronise.now();
    Status now = status.now();
    if (done) {
      return now;
    }
    throw ProblemException.of(
            status.obstacle(),
            now.trouble() == null ? "the round did not come to its end" : now.trouble())
        .with("pending", now.pending())
        .with("statusNow", now);
  }
}
