package io.tillstream.agent.start;

import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.enrolment.Identities;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.JournalSchema;
import io.tillstream.agent.recovery.RecoverJournal;
import io.tillstream.agent.recovery.Recovered;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code recover}: takes in what an old disk of this terminal holds. */
@Command(
    name = "recover",
    mixinStandardHelpOptions = true,
    description = {
      "Takes in the documents of an old disk of this terminal; the disk is only read.",
      "The agent delivers what the store lacks of them when it runs again."
    })
final class RecoverCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "OLD",
      description = "The old data directory, or its txn.db.")
  private Path from;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:TILLSTREAM_DATA:-data}",
      description = {
        "Where this terminal keeps its files.",
        "Default: $TILLSTREAM_DATA or else data; now ${DEFAULT-VALUE}"
      })
  private Path data;

  @Override
  public Integer call() {
    Path old = Files.isDirectory(from) ? from.resolve("txn.db") : from;
    if (!Files.isRegularFile(old)) {
      throw new Obstacle(ExitCode.FAILED, "there is no journal at " + from);
    }
    if (Files.notExists(data.resolve("txn.db"))) {
      throw new Obstacle(
          ExitCode.NOT_ENROLLED, "no terminal is enrolled in %s; enrol it first".formatted(data));
    }
    try (DataDirectory directory = OpenFiles.hold(data);
        SqliteFile txn =
            OpenFiles.open(
                directory.txnDb(), JournalSchema.TXN, SqliteFile.Durability.EACH_COMMIT)) {
      return recover(old, directory, txn);
    } catch (IOException e) {
      throw OpenFiles.unusable(data, e);
    } catch (StorageFailure e) {
      throw new Obstacle(
          e.isDiskFull() ? ExitCode.DISK_FULL : ExitCode.FAILED,
          "the documents could not be written to " + data + ": " + e.getMessage());
    }
  }

  private Integer recover(Path old, DataDirectory directory, SqliteFile txn) throws IOException {
    if (Files.isSameFile(old, directory.txnDb())) {
      throw new Obstacle(ExitCode.USAGE, "--from and --data name the same journal");
    }
    Identity identity =
        new Identities(txn)
            .find()
            .orElseThrow(
                () -> new Obstacle(ExitCode.NOT_ENROLLED, "no terminal is enrolled in " + data));
    Path workshop = Files.createTempDirectory(directory.folder(), "recover");
    try {
      Recovered recovered =
          new RecoverJournal(txn, identity)
              .from(old, workshop, InstantSource.system().instant())
              .orElseThrow(
                  () ->
                      new Obstacle(
                          ExitCode.FAILED,
                          "%s is no journal of terminal %s of store %s"
                              .formatted(
                                  from, identity.stream().terminal(), identity.stream().store())));
      recovered.epochs().forEach(this::tell);
      return ExitCode.OK.code();
    } catch (SQLException e) {
      throw new Obstacle(
          ExitCode.FAILED, "nothing can be read of %s: %s".formatted(from, e.getMessage()));
    } finally {
      erase(workshop);
    }
  }

  private void tell(Recovered.Epoch epoch) {
    spec.commandLine()
        .getOut()
        .printf(
            "Epoch %d: %d documents found, %d to be delivered if the store lacks them, %d to be made"
                + " anew%s%n",
            epoch.number(),
            epoch.found(),
            epoch.taken(),
            epoch.parted(),
            epoch.brokenAfter() == null
                ? ""
                : "; the file is damaged, nothing after document %d can be read"
                    .formatted(epoch.brokenAfter()));
  }

  private static void erase(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
