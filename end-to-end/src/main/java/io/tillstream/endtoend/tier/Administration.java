package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.program.ProgramFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The administrator of a server: the user {@code admin}, whose password the server makes at its
 * first start and keeps beside the database.
 */
public final class Administration {

  /** The user's name. */
  public static final String USER = "admin";

  private Administration() {}

  /** Where a server with this data directory keeps the password. */
  public static Path passwordFile(Path data) {
    return data.resolve("admin-password");
  }

  /**
   * The administrator of a server that is ready.
   *
   * @throws ProgramFailed when the server has not kept a password there
   */
  static HttpPeer of(HttpPeer server, Path data) {
    Path file = passwordFile(data);
    try {
      return server.as(USER, Files.readString(file).strip());
    } catch (IOException e) {
      throw new ProgramFailed("The server is ready, but its password cannot be read: " + e);
    }
  }
}
