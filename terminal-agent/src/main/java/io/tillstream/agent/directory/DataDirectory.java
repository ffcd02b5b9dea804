package io.tillstream.agent.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * One terminal's folder, held by one agent at a time. The operating system drops the hold when the
 * process ends, however it ends. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final FileChannel channel;

  private DataDirectory(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Makes the folder if it is missing and takes hold of it.
   *
   * @throws DirectoryInUse when another agent holds it
   * @throws IOException when it cannot be made or written
   */
  @SuppressWarnings("StreamResourceLeak") // the channel is the hold; close() gives it back
  public static DataDirectory hold(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      if (isPosix(folder)) {
        Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER);
      }
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DataDirectory(folder, channel);
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      channel.close();
      throw new DirectoryInUse(folder);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new DirectoryInUse(folder);
  }

  /** The journal, readable by its owner only: it holds the credential. */
  public Path txnDb() throws IOException {
    return secret(folder.resolve("txn.db"));
  }

  /** The replica of reference data. */
  public Path refDb() throws IOException {
    if (!Files.exists(folder.resolve("ref.db"))) {
      discardRefDb(); // a write-ahead log without its file would be taken for the next one's
    }
    return secret(folder.resolve("ref.db"));
  }

  /** The replica that is to take that one's place. */
  public Path comingRefDb() throws IOException {
    return secret(folder.resolve("ref.db.coming"));
  }

  /** What has come of a snapshot so far, compressed. */
  public Path snapshotPart() throws IOException {
    return secret(folder.resolve("snapshot.part"));
  }

  /** What that will be when it is whole. */
  public Path snapshotManifest() {
    return folder.resolve("snapshot.json");
  }

  /**
   * Puts the replica that came into the place of the former one, which nobody has open. A crash at
   * any moment leaves the one, the other or none, never parts of both.
   *
   * @throws IOException when that is not allowed; the former one may be gone then
   */
  public void placeComingRefDb() throws IOException {
    if (Files.exists(folder.resolve("ref.db-wal"))) {
      discardRefDb(); // it was not closed in order
    }
    Files.move(
        folder.resolve("ref.db.coming"),
        folder.resolve("ref.db"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    settle();
  }

  /** Throws away what has come of a snapshot. */
  public void discardSnapshot() throws IOException {
    for (String file :
        List.of(
            "snapshot.json",
            "snapshot.part",
            "ref.db.coming",
            "ref.db.coming-wal",
            "ref.db.coming-shm")) {
      Files.deleteIfExists(folder.resolve(file));
    }
  }

  /** Waits until the folder itself is on disk, with the names in it. */
  private void settle() throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Throws the replica away, with what SQLite keeps beside it.
   *
   * @throws IOException when that is not allowed
   */
  public void discardRefDb() throws IOException {
    // The log goes after its file: the other way round a crash would leave a file without its last
    // commits, which looks sound.
    for (String file : List.of("ref.db", "ref.db-wal", "ref.db-shm")) {
      Files.deleteIfExists(folder.resolve(file));
    }
  }

  /** Whether a replica has ever been made here. */
  public boolean hasRefDb() {
    return Files.exists(folder.resolve("ref.db"));
  }

  /** Whether a journal has ever been made here. */
  public boolean hasTxnDb() {
    return Files.exists(folder.resolve("txn.db"));
  }

  /** The file that is given up when the disk is full. */
  Path reserve() {
    return folder.resolve("reserve");
  }

  /** The folder itself. */
  public Path folder() {
    return folder;
  }

  /** Bytes that may still be written to this disk. */
  public long freeBytes() throws IOException {
    FileStore disk = Files.getFileStore(folder);
    return disk.getUsableSpace();
  }

  /** Lets go of the folder. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static Path secret(Path file) throws IOException {
    // SQLite gives its -wal and -shm files the permissions of the database.
    if (!Files.exists(file)) {
      if (isPosix(file.getParent())) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createFile(file);
      }
    }
    return file;
  }

  private static boolean isPosix(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix");
  }
}
