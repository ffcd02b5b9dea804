package io.tillstream.agent.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.protocol.wire.SnapshotManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the download that was begun is of, so that it can go on after a restart. */
final class SavedManifest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long BYTES_MAX = 1024 * 1024;

  private final DataDirectory directory;

  SavedManifest(DataDirectory directory) {
    this.directory = directory;
  }

  /** The one that was begun; one that a crash has left in half begins nothing. */
  Optional<SnapshotManifest> find() throws IOException {
    Path file = directory.snapshotManifest();
    if (Files.notExists(file) || Files.size(file) > BYTES_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(file.toFile(), SnapshotManifest.class))
          .filter(manifest -> manifest.fault().isEmpty());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  void keep(SnapshotManifest manifest) throws IOException {
    Files.write(directory.snapshotManifest(), JSON.writeValueAsBytes(manifest));
  }
}
