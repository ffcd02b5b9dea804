package io.tillstream.platform.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/** Writes a secret to a file that is there whole or not at all. */
public final class MakeSecretFile {

  private static final Logger LOG = Logger.getLogger(MakeSecretFile.class);

  private MakeSecretFile() {}

  /**
   * Makes the file, for its owner alone; leaves one that is there already as it is.
   *
   * @throws IOException when it could not be written, as on a full disk; the file is not there then
   */
  public static void holding(String secret, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Temporary files are their owner's alone from the beginning.
    Path fresh = Files.createTempFile(folder, file.getFileName() + ".", ".new");
    try {
      write(secret, fresh);
      appear(fresh, file);
      keepNames(folder);
    } catch (FileAlreadyExistsException e) {
      LOG.debugf(e, "%s was made by another process just now", file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void write(String secret, Path fresh) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.US_ASCII));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  // The secret was told to somebody: its name must outlive a power cut as its content does.
  private static void keepNames(Path folder) {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      LOG.debugf(e, "Directories cannot be synced here; %s keeps its names by itself", folder);
    }
  }

  private static void appear(Path fresh, Path file) throws IOException {
    try {
      // A second name, unlike a move, never replaces what another process has made meanwhile.
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      LOG.debugf(e, "No second names here, so %s is moved", fresh);
      Files.move(fresh, file);
    }
  }
}
