package io.tillstream.agent.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where a journal lies, for telling a folder that was copied from the one it was copied from. */
final class Place {

  private static final Path MACHINE_ID = Path.of("/etc/machine-id");
  private static final int NAME_DIGITS = 16;

  private Place() {}

  /**
   * The computer and the folder, as 64 hexadecimal digits. Two computers that were made from one
   * image may be the same place; their sessions with the store tell them apart.
   */
  static String of(Path dataFolder) throws IOException {
    return digest(machine() + "\n" + dataFolder.toRealPath());
  }

  /** The name of the witness of the journal in this folder. */
  static String fileName(Path dataFolder) throws IOException {
    return digest(dataFolder.toRealPath().toString()).substring(0, NAME_DIGITS) + ".witness";
  }

  private static String machine() {
    try {
      return Files.readString(MACHINE_ID).strip();
    } catch (IOException noneOnThisSystem) {
      return ""; // a host's name is no help: containers get a new one each time
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
