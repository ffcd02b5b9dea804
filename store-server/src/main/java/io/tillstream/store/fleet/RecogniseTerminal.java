package io.tillstream.store.fleet;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.CredentialRequest;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.shop.Shop;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Says which terminal a credential belongs to. Asks the database each time, so that a withdrawn
 * credential is refused from the next request on. Thread-safe.
 */
@Singleton
class RecogniseTerminal implements IdentityProvider<CredentialRequest> {

  private static final String SELECT =
      "SELECT terminal, epoch, revoked_at_millis FROM credential WHERE hash = ?";

  private final DataSource database;
  private final Shop shop;

  RecogniseTerminal(DataSource database, Shop shop) {
    this.database = database;
    this.shop = shop;
  }

  @Override
  public Class<CredentialRequest> getRequestType() {
    return CredentialRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      CredentialRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> recognise(request.hash()));
  }

  private SecurityIdentity recognise(byte[] hash) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setBytes(1, hash);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw refused(ProblemCode.NOT_AUTHENTICATED, "this credential was not issued here");
        }
        row.getLong(3);
        if (!row.wasNull()) {
          throw refused(
              ProblemCode.CREDENTIAL_REVOKED, "this terminal was revoked or enrolled anew");
        }
        return QuarkusSecurityIdentity.builder()
            .setPrincipal(
                new EnrolledTerminal(
                    new DocumentStream(shop.id(), new TerminalId(row.getString(1)), row.getInt(2))))
            .addRole(EnrolledTerminal.ROLE)
            .build();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("credentials cannot be looked up", e);
    }
  }

  private static AuthenticationFailedException refused(ProblemCode code, String detail) {
    return new AuthenticationFailedException(ProblemException.of(code, detail));
  }
}
