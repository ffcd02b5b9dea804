package io.tillstream.agent.start;

import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.enrolment.EnrolTerminal;
import io.tillstream.agent.enrolment.Enrolment;
import io.tillstream.agent.enrolment.Identities;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.JournalSchema;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.witness.KeepWitness;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code enrol}: makes this machine a terminal of a store. */
@Command(
    name = "enrol",
    mixinStandardHelpOptions = true,
    description = {
      "Makes this machine a terminal of a store, with a one-time code.",
      "In the data directory of a terminal that was restored, copied or revoked it begins a new",
      "epoch: all documents are kept, and what the store lacks of them is delivered."
    })
final class EnrolCommand implements Callable<Integer> {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  @Spec private CommandSpec spec;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "URL",
      description = "The store server, for example http://store:7200")
  private URI store;

  @Option(
      names = "--code",
      required = true,
      paramLabel = "CODE",
      description = "The one-time code that the store's administrator made.")
  private String code;

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
    URI address = address();
    Witnesses.require(); // the code works once, so what may fail without it is tried before
    try (DataDirectory directory = OpenFiles.hold(data);
        SqliteFile txn =
            OpenFiles.open(
                directory.txnDb(), JournalSchema.TXN, SqliteFile.Durability.EACH_COMMIT);
        StoreLink link =
            new StoreLink(address, CONNECT_TIMEOUT, ANSWER_TIMEOUT, InstantSource.system())) {
      try (KeepWitness witness = KeepWitness.open(Witnesses.folder(), directory.folder())) {
        Identities identities = new Identities(txn);
        beginEpoch(directory, identities.find());
        Enrolment enrolment =
            new EnrolTerminal(identities, witness.found(), link, InstantSource.system())
                .enrol(address, code.strip(), AgentVersion.get());
        if (enrolment instanceof Enrolment.Granted granted) {
          witness.beginAnew(granted.identity().stream());
        }
        return tell(enrolment);
      }
    } catch (IOException e) {
      throw OpenFiles.unusable(data, e);
    } catch (StorageFailure e) {
      throw new Obstacle(
          e.isDiskFull() ? ExitCode.DISK_FULL : ExitCode.FAILED,
          "the identity could not be written to " + data + ": " + e.getMessage());
    }
  }

  /** Whether or not the store then grants it: what is noted is true of the epoch that is left. */
  private static void beginEpoch(DataDirectory directory, Optional<Identity> before)
      throws IOException {
    if (directory.hasRefDb()) {
      try (SqliteFile ref =
          OpenFiles.open(directory.refDb(), Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE)) {
        new Replica(ref).beginEpochAfter(before.map(Identity::stream));
      } catch (Obstacle | StorageFailure damaged) {
        directory.discardRefDb(); // fetched anew; it holds nothing of the terminal's own
      }
    }
  }

  private Integer tell(Enrolment enrolment) {
    return switch (enrolment) {
      case Enrolment.Granted(var identity, var closed) -> {
        spec.commandLine()
            .getOut()
            .printf(
                "This is terminal %s of store %s now (epoch %d); start it with: run --data %s%n",
                identity.stream().terminal(),
                identity.stream().store(),
                identity.stream().epoch(),
                data);
        closed.ifPresent(
            epoch ->
                spec.commandLine()
                    .getOut()
                    .printf(
                        "Epoch %d is closed; its documents stay here, and what the store lacks of"
                            + " them is delivered first.%n",
                        epoch));
        yield ExitCode.OK.code();
      }
      case Enrolment.Already(var identity) ->
          throw new Obstacle(
              ExitCode.ALREADY_ENROLLED,
              "%s is terminal %s of store %s; a terminal of another name gets a directory of its own"
                  .formatted(data, identity.stream().terminal(), identity.stream().store()));
      case Enrolment.Refused(String words) ->
          throw new Obstacle(ExitCode.ENROLMENT_REFUSED, "the store refused: " + words);
      case Enrolment.Unreachable(String why) ->
          throw new Obstacle(
              ExitCode.STORE_UNREACHABLE,
              "the store at %s cannot be reached: %s".formatted(store, why));
    };
  }

  private URI address() {
    boolean http = "http".equals(store.getScheme()) || "https".equals(store.getScheme());
    if (!http || store.getHost() == null) {
      throw new ParameterException(
          spec.commandLine(), "--store is an address like http://store:7200, not " + store);
    }
    return URI.create(store.toString().replaceAll("/+$", ""));
  }
}
