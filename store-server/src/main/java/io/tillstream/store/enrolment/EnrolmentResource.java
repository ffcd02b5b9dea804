package io.tillstream.store.enrolment;

import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.EnrolmentRequest;
import io.tillstream.protocol.wire.FormerLife;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The one call that a machine makes without a credential. */
@Path("/sync/v1/enrolment")
@Blocking
@Tag(name = "Enrolment")
class EnrolmentResource {

  private static final int AGENT_VERSION_LENGTH_MAX = 64;
  private static final String STREAM = "[A-Z0-9]{1,8}/[A-Z0-9]{1,8}/[1-9][0-9]{0,8}";

  private final Enrol enrol;
  private final RememberGrant remembered;

  EnrolmentResource(Enrol enrol, RememberGrant remembered) {
    this.enrol = enrol;
    this.remembered = remembered;
  }

  /** Exchanges a code for a credential, an epoch and the series. */
  @POST
  @PermitAll
  @ResponseStatus(201)
  public EnrolmentGrant exchange(EnrolmentRequest request) throws SQLException {
    int version = RequireVersion.ofBody(request == null ? 0 : request.protocol());
    Faults faults = new Faults();
    if (request.code() == null || request.code().isBlank() || request.code().length() > 32) {
      faults.add(ProblemCode.INVALID_FIELD, "code", "is missing or too long");
    }
    if (request.agentVersion() != null
        && request.agentVersion().length() > AGENT_VERSION_LENGTH_MAX) {
      faults.add(ProblemCode.INVALID_FIELD, "agentVersion", "is too long");
    } else if (request.agentVersion() != null && !PlainText.is(request.agentVersion())) {
      faults.add(ProblemCode.INVALID_FIELD, "agentVersion", "holds what cannot be printed");
    }
    formerLife(faults, request.previous());
    faults.throwIfAny();
    return remembered.of(
        enrol.exchange(version, request.code(), request.agentVersion(), request.previous()));
  }

  private static void formerLife(Faults faults, FormerLife previous) {
    if (previous == null) {
      return;
    }
    if (previous.stream() == null || !previous.stream().matches(STREAM)) {
      faults.add(ProblemCode.INVALID_FIELD, "previous.stream", "is no stream of documents");
    }
    if (previous.head() == null || previous.head().position() < 0) {
      faults.add(ProblemCode.INVALID_FIELD, "previous.head", "is missing or below 0");
    }
    if (previous.witness() != null && previous.witness() < 0) {
      faults.add(ProblemCode.INVALID_FIELD, "previous.witness", "is below 0");
    }
  }
}
