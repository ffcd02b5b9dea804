package io.tillstream.platform.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** HTTP Basic, user {@code admin}: the role {@link #ROLE}. Stateless. */
@Singleton
public class Administrator implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

  /** The role of administrators, and the name they log in with. */
  public static final String ROLE = "admin";

  // Asked for only when somebody logs in: a service without administrators makes no password.
  private final Provider<AdminPassword> password;

  Administrator(Provider<AdminPassword> password) {
    this.password = password;
  }

  @Override
  public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
    return UsernamePasswordAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
    String shown = new String(request.getPassword().getPassword());
    if (!ROLE.equals(request.getUsername()) || !password.get().matches(shown)) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    return Uni.createFrom()
        .item(
            QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(ROLE))
                .addRole(ROLE)
                .build());
  }
}
