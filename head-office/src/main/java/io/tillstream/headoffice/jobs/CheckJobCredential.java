package io.tillstream.headoffice.jobs;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.CredentialRequest;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;

/** Says which job a credential belongs to. The principal's name is the job's. */
@Singleton
class CheckJobCredential implements IdentityProvider<CredentialRequest> {

  private final Jobs jobs;

  CheckJobCredential(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public Class<CredentialRequest> getRequestType() {
    return CredentialRequest.class;
  }

  /** After the stores' provider: they call all the time. */
  @Override
  public int priority() {
    return SYSTEM_LAST - 1;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      CredentialRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> identity(request.hash()));
  }

  /** Null, which passes the question on, when it is no job's. */
  private SecurityIdentity identity(byte[] credentialHash) {
    Optional<Jobs.Holder> holder;
    try {
      holder = jobs.holderOf(credentialHash);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException("the register cannot be read", e));
    }
    return holder.map(CheckJobCredential::identity).orElse(null);
  }

  private static SecurityIdentity identity(Jobs.Holder holder) {
    if (holder.isRevoked()) {
      throw new AuthenticationFailedException(
          ProblemException.of(
              ProblemCode.CREDENTIAL_REVOKED,
              "this credential of job " + holder.job() + " was replaced or withdrawn"));
    }
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(holder.job().value()))
        .addRole(Jobs.ROLE)
        .build();
  }
}
