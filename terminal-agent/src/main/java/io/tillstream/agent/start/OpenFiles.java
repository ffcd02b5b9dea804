package io.tillstream.agent.start;

import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.directory.DirectoryInUse;
import io.tillstream.agent.directory.NoRoom;
import io.tillstream.agent.directory.Reserve;
import io.tillstream.agent.enrolment.Identities;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.JournalSchema;
import io.tillstream.agent.witness.KeepWitness;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.NewerSchema;
import io.tillstream.replica.database.Schema;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * The terminal's files, held and checked, ready to be worked with. Closing gives everything back.
 *
 * @param directory held
 * @param reserve held too
 * @param txn the journal
 * @param ref the replica
 * @param witness of the journal, read
 * @param identity who this terminal is
 */
public record OpenFiles(
    DataDirectory directory,
    Reserve reserve,
    SqliteFile txn,
    SqliteFile ref,
    KeepWitness witness,
    Identity identity)
    implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(OpenFiles.class);
  private static final int READERS = 3;
  private static final long FREE_BYTES_MIN = 1024 * 1024; // some hundred documents

  /**
   * Opens the files of an enrolled terminal.
   *
   * @param reserveBytes room to keep for the sale that finds the disk full
   * @param witnesses the folder of witnesses
   * @throws Obstacle when the terminal cannot start
   */
  public static OpenFiles of(Path folder, long reserveBytes, Path witnesses) {
    // A folder that may not be looked into, or is none, is another matter.
    if (Files.notExists(Files.isDirectory(folder) ? folder.resolve("txn.db") : folder)) {
      throw notEnrolled(folder);
    }
    DataDirectory directory = hold(folder);
    SqliteFile txn = null;
    SqliteFile ref = null;
    try {
      Reserve reserve = new Reserve(directory, reserveBytes);
      reserve.holdOrGoWithout(FREE_BYTES_MIN);
      txn = open(directory.txnDb(), JournalSchema.TXN, SqliteFile.Durability.EACH_COMMIT);
      Identity identity = new Identities(txn).find().orElseThrow(() -> notEnrolled(folder));
      ref = replica(directory);
      KeepWitness witness = KeepWitness.open(witnesses, directory.folder());
      return new OpenFiles(directory, reserve, txn, ref, witness, identity);
    } catch (IOException e) {
      close(directory, txn, ref);
      throw unusable(folder, e);
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
      throw unusable(folder, e);
    }
  }

  static SqliteFile open(Path file, Schema schema, SqliteFile.Durability durability) {
    try {
      return SqliteFile.open(file, schema, durability, READERS);
    } catch (NewerSchema e) {
      throw new Obstacle(ExitCode.NEWER_DATABASE, e.getMessage());
    } catch (StorageFailure e) {
      throw e.isDiskFull()
          ? diskFull(file)
          : new Obstacle(ExitCode.FAILED, "cannot open " + file + ": " + e.getMessage());
    }
  }

  /** Closes the files and lets go of the directory. */
  @Override
  public void close() {
    witness.close();
    close(directory, txn, ref);
  }

  /** Holds nothing of the terminal's own: one that cannot be used is no reason not to sell. */
  private static SqliteFile replica(DataDirectory directory) throws IOException {
    Path file = directory.refDb();
    SqliteFile.Durability durability = SqliteFile.Durability.SOUND_FILE;
    SqliteFile ref = null;
    try {
      ref = SqliteFile.open(file, Replica.SCHEMA, durability, READERS);
      ref.requireSound();
      return ref;
    } catch (StorageFailure | NewerSchema e) {
      if (ref != null) {
        ref.close();
      }
      if (e instanceof StorageFailure failure && failure.isDiskFull()) {
        throw diskFull(file);
      }
      LOG.warnf(
          "The replica %s cannot be used (%s): it is thrown away and fetched from the store anew",
          file, e.getMessage());
      directory.discardRefDb();
      return open(directory.refDb(), Replica.SCHEMA, durability);
    }
  }

  private static Obstacle diskFull(Path file) {
    return new Obstacle(ExitCode.DISK_FULL, "the disk of " + file + " is full");
  }

  static Obstacle unusable(Path folder, IOException fault) {
    return fault instanceof NoRoom
        ? new Obstacle(ExitCode.DISK_FULL, fault.getMessage())
        : new Obstacle(
            ExitCode.FAILED,
            "cannot use the data directory %s: %s".formatted(folder, inWords(fault)));
  }

  private static String inWords(IOException fault) {
    return switch (fault) {
      case AccessDeniedException denied -> "permission denied: " + denied.getFile();
      case FileAlreadyExistsException other -> other.getFile() + " is not a folder";
      case IOException other -> other.getMessage();
    };
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
