package io.tillstream.platform.security;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The administrator's password: the configured one, or one made at the first start and kept in a
 * file that only the service's own user can read. Thread-safe.
 */
@Singleton
public class AdminPassword {

  private static final Logger LOG = Logger.getLogger(AdminPassword.class);

  private final byte[] hash;

  AdminPassword(
      @ConfigProperty(name = "tillstream.admin.password") Optional<String> configured,
      @ConfigProperty(name = "tillstream.data", defaultValue = "data") Path data) {
    hash =
        Credential.hash(
            configured
                .filter(password -> !password.isBlank())
                .orElseGet(() -> kept(data.resolve("admin-password"))));
  }

  /** Whether this is it; takes the same time for every wrong answer. */
  public boolean matches(String password) {
    return MessageDigest.isEqual(hash, Credential.hash(password));
  }

  private static String kept(Path file) {
    String password;
    try {
      if (Files.notExists(file)) {
        MakeSecretFile.holding(Credential.generate(), file);
      }
      password = Files.readString(file).trim();
    } catch (IOException e) {
      throw new UnusableAdminPassword(
          "the administrator's password cannot be kept in " + file.toAbsolutePath() + ": " + e, e);
    }
    if (password.isEmpty()) {
      throw new UnusableAdminPassword(
          "the administrator's password in %s is empty: remove the file, and the next start makes a new one"
              .formatted(file.toAbsolutePath()));
    }
    LOG.infof("The administrator's password is in %s", file.toAbsolutePath());
    return password;
  }
}
