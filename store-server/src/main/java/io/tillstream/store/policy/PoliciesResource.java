package io.tillstream.store.policy;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.security.Administrator;
import io.tillstream.store.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Rules by which cases are settled without a person. */
@Path("/api/policies")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Tag(name = "Policies")
class PoliciesResource {

  private static final String DAYS = "30";

  private final Policies policies;
  private final KeepPolicies keep;
  private final DryRun dryRun;

  PoliciesResource(Policies policies, KeepPolicies keep, DryRun dryRun) {
    this.policies = policies;
    this.keep = keep;
    this.dryRun = dryRun;
  }

  /**
   * All policies.
   *
   * @param policies in the order of their names
   */
  public record Listed(List<ShownPolicy> policies) {}

  /** Lists them with all versions. */
  @GET
  @Operation(summary = "List policies")
  public Listed list() throws SQLException {
    return new Listed(policies.all());
  }

  /** Writes another version of a policy. */
  @POST
  @Operation(
      summary = "Write a policy, or another version of it",
      description =
          "It settles nothing until it is switched on. 201 with a version that is new, 200 when the"
              + " newest version says the same.")
  public RestResponse<ShownPolicy> write(PolicyBody body) throws SQLException {
    KeepPolicies.Written written = keep.write(body);
    return RestResponse.status(
        written.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
        one(written.name()));
  }

  /** Shows a policy with its versions. */
  @GET
  @Path("/{name}")
  @Operation(summary = "Show a policy", description = "With all versions, and who switched what.")
  public ShownPolicy one(@RestPath String name) throws SQLException {
    return policies.of(name).orElseThrow(() -> KeepPolicies.unknown(name, null));
  }

  /** Says what a policy would do. */
  @POST
  @Path("/{name}/dry-run")
  @Operation(
      summary = "Try a policy on the real cases",
      description =
          "What it would settle of the cases that are open, and would have settled of those that"
              + " were opened in the last days and are closed. Changes nothing.")
  public ShownDryRun dryRun(
      @RestPath String name,
      @QueryParam("version") String version,
      @QueryParam("days") @DefaultValue(DAYS) String days)
      throws SQLException {
    return dryRun.of(
        name,
        version == null
            ? null
            : (Integer) (int) Page.number("version", version, 1, Integer.MAX_VALUE),
        (int) Page.number("days", days, 0, DryRun.DAYS_MAX));
  }

  /** Switches a policy on or off. */
  @POST
  @Path("/{name}/switch")
  @Operation(
      summary = "Switch a version of a policy on or off",
      description =
          "On: instead of the version that was on. 409 when another policy that is on settles some"
              + " of the same cases differently.")
  public ShownPolicy turn(@RestPath String name, SwitchBody body) throws SQLException {
    keep.turn(name, body);
    return one(name);
  }
}
