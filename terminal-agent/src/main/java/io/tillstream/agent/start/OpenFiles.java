package io.tillstream.agent.start;

import io.tillstream.agent.database.NewerSchema;
import io.tillstream.agent.database.Schema;
import io.tillstream.agent.database.SqliteFile;
import io.tillstream.agent.database.StorageFailure;
import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.directory.DirectoryInUse;
import io.tillstream.agent.directory.Reserve;
import io.tillstream.agent.enrolment.Identities;
import io.tillstream.agent.enrolment.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The terminal's files, held and checked, ready to be worked with. Closing gives everything back.
 *
 * @param directory held
 * @param reserve held too
 * @param txn the journal
 * @param ref the replica
 * @param identity who this terminal is
 */
public record OpenFiles(
    DataDirectory directory, Reserve reserve, SqliteFile txn, SqliteFile ref, Identity identity)
    implements AutoCloseable {

  private static final int READERS = 3;

  /**
   * Opens the files of an enrolled terminal.
   *
   * @param reserveBytes room to keep for the sale that finds the disk full
   * @throws Obstacle when the terminal cannot start
   */
  public static OpenFiles of(Path folder, long reserveBytes) {
    if (!Files.exists(folder.resolve("txn.db"))) {
      throw notEnrolled(folder);
    }
    DataDirectory directory = hold(folder);
    SqliteFile txn = null;
    SqliteFile ref = null;
    try {
      Reserve reserve = new Reserve(directory, reserveBytes);
      keepRoom(reserve, folder, reserveBytes);
      txn = open(directory.txnDb(), Schema.TXN, SqliteFile.Durability.EACH_COMMIT);
      Identity identity = new Identities(txn).find().orElseThrow(() -> notEnrolled(folder));
      ref = open(directory.refDb(), Schema.REF, SqliteFile.Durability.SOUND_FILE);
      return new OpenFiles(directory, reserve, txn, ref, identity);
    } catch (IOException e) {
      close(directory, txn, ref);
      throw new Obstacle(ExitCode.FAILED, "cannot use " + folder + ": " + e.getMessage());
    } catch (RuntimeException e) {
      close(directory, txn, ref);
      throw e;
    }
  }

  static DataDirectory hold(Path folder) {
    try {
      return DataDirectory.hold(folder);
    } catch (DirectoryInUse e) {
      throw new Obstacle(ExitCode.DIRECTORY_IN_USE, e.getMessage());
    } catch (IOException e) {
      throw new Obstacle(
          ExitCode.FAILED, "cannot use the data directory " + folder + ": " + e.getMessage());
    }
  }

  static SqliteFile open(Path file, Schema schema, SqliteFile.Durability durability) {
    try {
      return SqliteFile.open(file, schema, durability, READERS);
    } catch (NewerSchema e) {
      throw new Obstacle(ExitCode.NEWER_DATABASE, e.getMessage());
    } catch (StorageFailure e) {
      throw e.isDiskFull()
          ? new Obstacle(ExitCode.DISK_FULL, "the disk of " + file + " is full")
          : new Obstacle(ExitCode.FAILED, "cannot open " + file + ": " + e.getMessage());
    }
  }

  /** Closes the files and lets go of the directory. */
  @Override
  public void close() {
    close(directory, txn, ref);
  }

  private static void keepRoom(Reserve reserve, Path folder, long reserveBytes) {
    try {
      reserve.hold();
    } catch (IOException e) {
      throw new Obstacle(
          ExitCode.DISK_FULL,
          "the disk of %s is full: %d bytes cannot be kept in reserve"
              .formatted(folder, reserveBytes));
    }
  }

  private static Obstacle notEnrolled(Path folder) {
    return new Obstacle(
        ExitCode.NOT_ENROLLED,
        "this terminal is not enrolled: no identity in %s; run 'enrol' first".formatted(folder));
  }

  private static void close(DataDirectory directory, SqliteFile txn, SqliteFile ref) {
    if (ref != null) {
      ref.close();
    }
    if (txn != null) {
      txn.close();
    }
    try {
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
