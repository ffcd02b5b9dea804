package io.tillstream.headoffice.jobs;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The register of replication jobs, for administrators. */
@Path("/api/jobs")
@Tag(name = "Jobs")
@RolesAllowed(Administrator.ROLE)
class JobsResource {

  private static final String FORM =
      "is 1 to 64 lower-case letters, digits and hyphens, and begins with no hyphen";

  private final Jobs jobs;

  JobsResource(Jobs jobs) {
    this.jobs = jobs;
  }

  record Registration(String name) {}

  record Registered(JobName name, String credential) {}

  record Register(List<RegisteredJob> jobs) {}

  @POST
  @ResponseStatus(201)
  @Operation(
      summary = "Register a replication job",
      description =
          "Answers with the credential that it shows to read the feed; it is not shown again. A"
              + " known job gets a new one, and the former is revoked.")
  public Registered register(Registration registration) throws SQLException {
    Faults faults = new Faults();
    if (registration == null || !JobName.isOne(registration.name())) {
      faults.add(ProblemCode.INVALID_FIELD, "name", FORM);
    }
    faults.throwIfAny();
    JobName job = new JobName(registration.name());
    return new Registered(job, jobs.register(job));
  }

  @GET
  @Operation(summary = "All jobs, by name, and how far each has come")
  public Register all() throws SQLException {
    return new Register(jobs.all());
  }

  @POST
  @Path("/{name}/revocation")
  @ResponseStatus(204)
  @Operation(summary = "Withdraw a job's credential")
  public void revoke(@PathParam("name") String name) throws SQLException {
    if (!JobName.isOne(name)) {
      throw ProblemException.of(ProblemCode.INVALID_PARAMETER, "name: " + FORM).field("name", FORM);
    }
    jobs.revoke(new JobName(name));
  }
}
