package io.tillstream.store.incarnation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The witness on disk: replaced whole, so that it is never half of two. One thread at a time. */
final class WitnessFile {

  private static final ObjectMapper JSON = new JsonMapper();
  private static final long BYTES_MAX = 4_096;

  private final Path file;

  WitnessFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** What it says; empty when it is missing or holds something else. */
  Optional<BooksWitness> read() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
      return Optional.empty();
    }
    try {
      BooksWitness witness = JSON.readValue(file.toFile(), BooksWitness.class);
      return witness.store() == null || witness.incarnation() == null
          ? Optional.empty()
          : Optional.of(witness);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns when it is on disk. */
  void write(BooksWitness witness) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(witness));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(file.getParent());
  }

  private static void syncFolder(Path folder) {
    try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
      entry.force(true);
    } catch (IOException notOnThisSystem) {
      // Windows opens no folders; its journal of the file system keeps the order of the two steps.
    }
  }
}
