package io.tillstream.store.fleet;

import io.quarkus.security.identity.SecurityIdentity;
import io.tillstream.protocol.identity.DocumentStream;
import java.security.Principal;

/**
 * The terminal that is calling.
 *
 * @param stream the documents it may upload
 */
public record EnrolledTerminal(DocumentStream stream) implements Principal {

  /** The role of terminals. */
  public static final String ROLE = "terminal";

  /** Who calls, on a path that only terminals may call. */
  public static EnrolledTerminal of(SecurityIdentity identity) {
    return (EnrolledTerminal) identity.getPrincipal();
  }

  @Override
  public String getName() {
    return stream.toString();
  }
}
