package io.tillstream.headoffice.stores;

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

/** Says which store a credential belongs to. The principal's name is the store's. */
@Singleton
class CheckStoreCredential implements IdentityProvider<CredentialRequest> {

  private final Stores stores;

  CheckStoreCredential(Stores stores) {
    this.stores = stores;
  }

  @Override
  public Class<CredentialRequest> getRequestType() {
    return CredentialRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      CredentialRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> identity(request.hash()));
  }

  /** Null, which passes the question on to the register of jobs, when it is no store's. */
  private SecurityIdentity identity(byte[] credentialHash) {
    try {
      return stores.holderOf(credentialHash).map(CheckStoreCredential::identity).orElse(null);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException("the register cannot be read", e));
    }
  }

  private static SecurityIdentity identity(Stores.Holder holder) {
    if (holder.isRevoked()) {
      throw new AuthenticationFailedException(
          ProblemException.of(
              ProblemCode.CREDENTIAL_REVOKED,
              "this credential of store " + holder.store() + " was replaced or withdrawn"));
    }
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(holder.store().value()))
        .addRole("store")
        .build();
  }
}
