package io.tillstream.agent.start;

import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.enrolment.EnrolTerminal;
import io.tillstream.agent.enrolment.Enrolment;
import io.tillstream.agent.enrolment.Identities;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.JournalSchema;
import io.tillstream.agent.snapshot.CarriedSnapshot;
import io.tillstream.agent.witness.KeepWitness;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.CarriedHead;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.NewerSchema;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: takes over a database file that was carried here from the store. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Takes over a database file that the store has made ('backup' there). In a new data",
      "directory it also makes this machine a terminal, if the file was made for one, which then",
      "sells without any line to the store. In an enrolled one it brings items, prices and stock",
      "alone; the documents recorded here are not touched."
    })
final class ImportCommand implements Callable<Integer> {

  private static final long FULL_BELOW_BYTES = 1024 * 1024;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file that was carried here.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:TILLSTREAM_DATA:-data}",
      description = {
        "Where this terminal keeps its files.",
        "Default: $TILLSTREAM_DATA or else data; now ${DEFAULT-VALUE}"
      })
  private Path data;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = {
        "The key that 'backup' printed at the store: a file that is signed with another one is",
        "refused. A terminal that is enrolled knows its store's key itself."
      })
  private String key;

  @Override
  public Integer call() {
    try (CarriedSnapshot carried = CarriedSnapshot.open(file)) {
      requireKey(Optional.ofNullable(key), carried);
      return into(carried);
    } catch (NoSuchFileException e) {
      throw new Obstacle(ExitCode.FILE_REFUSED, "there is no file " + file);
    } catch (IOException e) {
      throw refused(e.getMessage());
    }
  }

  private Integer into(CarriedSnapshot carried) throws IOException {
    try (DataDirectory directory = OpenFiles.hold(data);
        SqliteFile txn =
            OpenFiles.open(
                directory.txnDb(), JournalSchema.TXN, SqliteFile.Durability.EACH_COMMIT)) {
      Identities identities = new Identities(txn);
      Optional<Identity> identity = identities.find();
      return identity.isPresent()
          ? bringData(carried, directory, identity.get(), identities)
          : becomeTerminal(carried, directory, identities);
    } catch (StorageFailure e) {
      throw new Obstacle(
          e.isDiskFull() ? ExitCode.DISK_FULL : ExitCode.FAILED,
          "the file could not be taken over into " + data + ": " + e.getMessage());
    }
  }

  private Integer bringData(
      CarriedSnapshot carried, DataDirectory directory, Identity identity, Identities identities)
      throws IOException {
    CarriedHead head = carried.head();
    if (!head.store().equals(identity.stream().store())) {
      throw refused(
          "it is of store %s, and this is a terminal of store %s"
              .formatted(head.store(), identity.stream().store()));
    }
    requireKey(identities.backupKey(), carried);
    requireNews(head, directory);
    replace(carried, directory, identity.stream());
    say(
        "Terminal %s of store %s has the store's data as of %s now.%s%n",
        identity.stream().terminal(),
        identity.stream().store(),
        head.madeAt(),
        head.enrolment() == null
            ? ""
            : " The enrolment in the file was not used: this is one already.");
    return ExitCode.OK.code();
  }

  private Integer becomeTerminal(
      CarriedSnapshot carried, DataDirectory directory, Identities identities) throws IOException {
    CarriedHead head = carried.head();
    EnrolmentGrant grant = head.enrolment();
    if (grant == null || head.storeUrl() == null) {
      throw new Obstacle(
          ExitCode.NOT_ENROLLED,
          "%s is not enrolled, and the file enrols nobody: have it made with --terminal, or run"
                  .formatted(data)
              + " 'enrol' first");
    }
    if (grant.store() == null || grant.terminal() == null || grant.epoch() < 1) {
      throw refused("the enrolment in it cannot be read");
    }
    Witnesses.require();
    // The data first: until the identity is written this command can simply be given again.
    replace(carried, directory, new DocumentStream(grant.store(), grant.terminal(), grant.epoch()));
    Enrolment enrolment =
        EnrolTerminal.granted(
            identities,
            Optional.empty(),
            grant,
            URI.create(head.storeUrl()),
            InstantSource.system().instant());
    if (!(enrolment instanceof Enrolment.Granted granted)) {
      throw refused("the enrolment in it cannot be used: " + enrolment);
    }
    // Another terminal's witness may lie here still: what this machine was before.
    try (KeepWitness witness = KeepWitness.open(Witnesses.folder(), directory.folder())) {
      witness.beginAnew(granted.identity().stream());
    }
    say(
        "This is terminal %s of store %s now (epoch %d), with the store's data as of %s.%n"
            + "Start it with: run --data %s%n"
            + "Delete %s: it holds this terminal's credential, and is good for this machine alone.%n",
        grant.terminal(), grant.store(), grant.epoch(), head.madeAt(), data, file);
    return ExitCode.OK.code();
  }

  private void replace(CarriedSnapshot carried, DataDirectory directory, DocumentStream stream)
      throws IOException {
    try {
      carried.replaceReplica(directory, stream, InstantSource.system().instant());
    } catch (IOException e) {
      directory.discardSnapshot();
      if (directory.freeBytes() < FULL_BELOW_BYTES) {
        throw new Obstacle(ExitCode.DISK_FULL, "the disk of " + data + " is full");
      }
      throw e;
    }
  }

  /** An older file would take back prices that the till has already. */
  private void requireNews(CarriedHead head, DataDirectory directory) throws IOException {
    if (Files.notExists(data.resolve("ref.db"))) {
      return;
    }
    Optional<Cursor> here = Optional.empty();
    try (SqliteFile ref =
        SqliteFile.open(directory.refDb(), Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE, 1)) {
      here = new Replica(ref).checkpoint().map(Replica.Checkpoint::cursor);
    } catch (StorageFailure | NewerSchema e) {
      say("The data that is here cannot be used and is replaced: %s%n", e.getMessage());
    }
    Cursor there = head.manifest().cursor();
    if (here.isPresent()
        && here.get().incarnation().equals(there.incarnation())
        && here.get().seq() >= there.seq()) {
      throw refused(
          "this terminal has newer data already: it is at %d, the file at %d"
              .formatted(here.get().seq(), there.seq()));
    }
  }

  private void requireKey(Optional<String> expected, CarriedSnapshot carried) {
    if (expected.isPresent() && !expected.get().equals(carried.signedWith())) {
      throw refused(
          "it is signed with the key %s, not with the store's: %s"
              .formatted(carried.signedWith(), expected.get()));
    }
  }

  private Obstacle refused(String why) {
    return new Obstacle(ExitCode.FILE_REFUSED, file + " is refused: " + why);
  }

  private void say(String words, Object... values) {
    spec.commandLine().getOut().printf(words, values);
    spec.commandLine().getOut().flush();
  }
}
