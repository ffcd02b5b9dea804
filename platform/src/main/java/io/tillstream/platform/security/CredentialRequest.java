package io.tillstream.platform.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/**
 * A machine shows its credential; each service says whose it is with an {@code
 * IdentityProvider<CredentialRequest>}.
 */
public final class CredentialRequest extends BaseAuthenticationRequest {

  private final byte[] hash;

  CredentialRequest(String credential) {
    hash = Credential.hash(credential);
  }

  /** The SHA-256 of what was shown; the credential itself goes no further. */
  public byte[] hash() {
    return hash.clone();
  }
}
