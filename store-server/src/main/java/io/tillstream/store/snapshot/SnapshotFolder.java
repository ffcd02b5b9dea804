package io.tillstream.store.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.wire.SnapshotManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Where snapshots are kept: a compressed file and its manifest beside it, under the file's hash.
 * The manifest comes last, so that what has one is whole. Used by one thread at a time.
 */
final class SnapshotFolder {

  private static final Logger LOG = Logger.getLogger(SnapshotFolder.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PACKED = ".zst";
  private static final String MANIFEST = ".json";

  private final Path folder;

  SnapshotFolder(Path folder) {
    this.folder = folder;
  }

  /** A file for work in progress; what an interrupted program left of it is gone. */
  Path work(String name) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("building-" + name);
    Files.deleteIfExists(file);
    return file;
  }

  /** Gives a packed file, which is on disk, its name and its manifest. */
  KeptSnapshot keep(Path packed, SnapshotManifest manifest, Instant madeAt) throws IOException {
    Path file = folder.resolve(manifest.compressedSha256() + PACKED);
    Files.move(packed, file, StandardCopyOption.ATOMIC_MOVE);
    Path written = work("manifest");
    try (FileChannel out =
        FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer json = ByteBuffer.wrap(JSON.writeValueAsBytes(manifest));
      while (json.hasRemaining()) {
        out.write(json);
      }
      out.force(true);
    }
    Files.move(
        written,
        folder.resolve(manifest.compressedSha256() + MANIFEST),
        StandardCopyOption.ATOMIC_MOVE);
    return new KeptSnapshot(manifest, file, madeAt);
  }

  /** The whole snapshots of a change log that are here; others, and what is half, are removed. */
  List<KeptSnapshot> keptOf(String incarnation) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    List<KeptSnapshot> kept = new ArrayList<>();
    for (Path file : files()) {
      Optional<KeptSnapshot> whole =
          file.toString().endsWith(MANIFEST) ? whole(file, incarnation) : Optional.empty();
      whole.ifPresent(kept::add);
    }
    for (Path file : files()) {
      String name = name(file);
      if (kept.stream().noneMatch(k -> k.manifest().compressedSha256().toString().equals(name))) {
        Files.deleteIfExists(file);
      }
    }
    return kept;
  }

  /** Removes one; a file that is being sent goes when that ends. */
  void remove(KeptSnapshot old) {
    try {
      Files.deleteIfExists(folder.resolve(name(old.file()) + MANIFEST));
      Files.deleteIfExists(old.file());
    } catch (IOException e) {
      LOG.infof("%s cannot be removed now: %s", old.file(), e.getMessage());
    }
  }

  private Optional<KeptSnapshot> whole(Path manifestFile, String incarnation) throws IOException {
    try {
      SnapshotManifest manifest =
          JSON.readValue(
              Files.readString(manifestFile, StandardCharsets.UTF_8), SnapshotManifest.class);
      Path packed = folder.resolve(name(manifestFile) + PACKED);
      boolean whole =
          manifest.fault().isEmpty()
              && manifest.incarnation().equals(incarnation)
              && manifest.compressedSha256().toString().equals(name(manifestFile))
              && Files.exists(packed)
              && Files.size(packed) == manifest.compressedSize();
      return whole
          ? Optional.of(
              new KeptSnapshot(
                  manifest, packed, Files.getLastModifiedTime(manifestFile).toInstant()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
