package io.tillstream.platform.security;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
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
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      LOG.infof("The administrator's password is in %s", file.toAbsolutePath());
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw new UncheckedIOException("the administrator's password cannot be kept in " + file, e);
    }
  }

  private static void make(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      channel.write(
          java.nio.ByteBuffer.wrap(
              (Credential.generate() + "\n").getBytes(StandardCharsets.US_ASCII)));
    } catch (FileAlreadyExistsException e) {
      LOG.debugf(e, "%s was made by another process just now", file);
    }
  }
}
