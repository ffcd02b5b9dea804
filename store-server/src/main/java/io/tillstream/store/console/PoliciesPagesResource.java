package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Administrator;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.page.Page;
import io.tillstream.store.policy.DryRun;
import io.tillstream.store.policy.KeepPolicies;
import io.tillstream.store.policy.Policies;
import io.tillstream.store.policy.PolicyBody;
import io.tillstream.store.policy.ShownDryRun;
import io.tillstream.store.policy.ShownPolicy;
import io.tillstream.store.policy.SwitchBody;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The policies of the store: write them, try them, switch them. Works without JavaScript. */
@Path("/console/policies")
@RolesAllowed(Administrator.ROLE)
@Blocking
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class PoliciesPagesResource {

  private static final String DAYS = "30";
  // Who wants to see more asks the API.
  private static final int CASES_SHOWN_MAX = 200;

  private final Policies policies;
  private final KeepPolicies keep;
  private final DryRun dryRun;
  private final Shop shop;

  PoliciesPagesResource(Policies policies, KeepPolicies keep, DryRun dryRun, Shop shop) {
    this.policies = policies;
    this.keep = keep;
    this.dryRun = dryRun;
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance policies(
        String store, String currency, List<ShownPolicy> policies);

    static native TemplateInstance one(View view);
  }

  /**
   * What the page of a policy shows.
   *
   * @param store its name
   * @param currency of values
   * @param policy with its versions
   * @param tried what a version would do; null when nobody asked
   * @param shown the first cases of that
   */
  record View(
      String store,
      String currency,
      ShownPolicy policy,
      ShownDryRun tried,
      List<ShownDryRun.Tried> shown) {

    /** The version that the page is about: the one that was tried, or the newest. */
    public int version() {
      return tried == null ? policy.newest().version() : tried.version();
    }

    /** The totals of the dry run. */
    public List<Row> rows() {
      return List.of(
          new Row("As soon as it is switched on", tried.now()),
          new Row("Later, when they have been open for long enough", tried.later()),
          new Row("Would have been, before they were closed otherwise", tried.past()));
    }

    /** Whether that version is not on yet, and nothing is known that forbids it. */
    public boolean mayBeSwitchedOn() {
      boolean isOn = policy.on() != null && policy.on() == version();
      return !isOn && (tried == null || tried.contradicts().isEmpty());
    }
  }

  /**
   * A row of totals.
   *
   * @param when in words
   */
  record Row(String when, ShownDryRun.Total total) {}

  /** All policies, and a form for another one. */
  @GET
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance policies() throws SQLException {
    return Templates.policies(shop.id().value(), shop.currency().getCurrencyCode(), policies.all());
  }

  /** One policy with its versions. */
  @GET
  @Path("/{name}")
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance one(@RestPath String name) throws SQLException {
    return Templates.one(view(name, null));
  }

  /** The same with what a version would do. */
  @GET
  @Path("/{name}/dry-run")
  @Operation(hidden = true)
  @ResponseHeader(name = "Content-Security-Policy", value = ConsoleResource.POLICY)
  public TemplateInstance dryRun(
      @RestPath String name,
      @QueryParam("version") String version,
      @QueryParam("days") @DefaultValue(DAYS) String days)
      throws SQLException {
    return Templates.one(
        view(
            name,
            dryRun.of(
                name,
                version == null
                    ? null
                    : (Integer) (int) Page.number("version", version, 1, Integer.MAX_VALUE),
                (int) Page.number("days", days, 0, DryRun.DAYS_MAX))));
  }

  /** Writes a version as the form says, and shows the policy. */
  @POST
  @Operation(hidden = true)
  public RestResponse<Void> write(
      @RestForm String name,
      @RestForm String kind,
      @RestForm String groups,
      @RestForm String quantityMoreThan,
      @RestForm String quantityAtMost,
      @RestForm String valueMoreThan,
      @RestForm String valueAtMost,
      @RestForm Integer ageHours,
      @RestForm String choice,
      @RestForm String by) {
    List<String> all =
        groups == null
            ? List.of()
            : Arrays.stream(groups.split(",", -1))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .toList();
    KeepPolicies.Written written =
        keep.write(
            new PolicyBody(
                name,
                kind,
                all,
                quantityMoreThan,
                quantityAtMost,
                valueMoreThan,
                valueAtMost,
                ageHours,
                choice,
                by));
    return RestResponse.seeOther(
        URI.create(
            "/console/policies/%s/dry-run?version=%d"
                .formatted(written.name(), written.version())));
  }

  /** Switches a version as the form says, and shows the policy. */
  @POST
  @Path("/{name}/switch")
  @Operation(hidden = true)
  public RestResponse<Void> turn(
      @RestPath String name, @RestForm Integer version, @RestForm Boolean on, @RestForm String by) {
    keep.turn(name, new SwitchBody(version, on, by));
    return RestResponse.seeOther(URI.create("/console/policies/" + name));
  }

  private View view(String name, ShownDryRun tried) throws SQLException {
    ShownPolicy policy =
        policies
            .of(name)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.NOT_FOUND, "there is no policy '" + name + "'"));
    return new View(
        shop.id().value(),
        shop.currency().getCurrencyCode(),
        policy,
        tried,
        tried == null ? List.of() : tried.cases().stream().limit(CASES_SHOWN_MAX).toList());
  }
}
