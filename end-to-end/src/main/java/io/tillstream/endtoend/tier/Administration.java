package io.tillstream.endtoend.tier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The administrator of a server: the user {@code admin}, whose password lies beside the database,
 * where the server looks for it first.
 */
public final class Administration {

  /** The user's name. */
  public static final String USER = "admin";

  private Administration() {}

  /** Where a server with this data directory keeps the password. */
  public static Path passwordFile(Path data) {
    return data.resolve("admin-password");
  }

  /** The password; made now if there is none yet. */
  static String password(Path data) {
    Path file = passwordFile(data);
    try {
      if (Files.notExists(file)) {
        Files.createDirectories(data);
        Files.createFile(file, ownerOnly());
        byte[] secret = new byte[18];
        new SecureRandom().nextBytes(secret);
        Files.writeString(file, Base64.getUrlEncoder().encodeToString(secret) + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the password cannot be kept in " + file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
