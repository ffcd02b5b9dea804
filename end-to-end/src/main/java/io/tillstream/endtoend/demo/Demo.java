package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.drain.AwaitDrained;
import io.tillstream.endtoend.http.Refused;
import io.tillstream.endtoend.program.ProgramFailed;
import io.tillstream.endtoend.stage.Progress;
import io.tillstream.endtoend.stage.Stage;
import io.tillstream.endtoend.tier.StoreDatabase;
import io.tillstream.endtoend.trade.BadSalesFile;
import io.tillstream.endtoend.trade.MakeUpDay;
import io.tillstream.endtoend.trade.ReadOnlineRetail;
import io.tillstream.endtoend.trade.Trade;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tillstream demo}: reads the options and turns outcomes into exit codes. */
@Command(
    name = "demo",
    description =
        "Starts head office, stores and terminals, sells through an outage, and shows whether every"
            + " tier agrees.")
public final class Demo implements Callable<Integer> {

  private static final int TERMINALS_MAX = 32;
  private static final int STORES_MAX = 8;

  @Spec private CommandSpec spec;

  @Option(
      names = "--sales",
      paramLabel = "FILE",
      description = "Real sales to replay, CSV in the Online Retail format, plain or gzip.")
  private Path sales;

  @Option(
      names = "--terminals",
      paramLabel = "N",
      defaultValue = "3",
      description = "Terminals per store (default: ${DEFAULT-VALUE}).")
  private int terminals;

  @Option(
      names = "--stores",
      paramLabel = "N",
      defaultValue = "1",
      description = "Stores (default: ${DEFAULT-VALUE}).")
  private int stores;

  @Option(
      names = "--outage",
      paramLabel = "PERCENT",
      defaultValue = "30",
      description = "Share of the sales made while the link is cut (default: ${DEFAULT-VALUE}).")
  private int outage;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description = "Write on-hand and documents of every program to this directory, as CSV.")
  private Path export;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the reconciliation to this file, as one JSON object.")
  private Path json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the programs keep databases and logs (default: a temporary directory).")
  private Path data;

  @Option(
      names = "--keep",
      description = "Leave everything running until Ctrl-C, and keep the data.")
  private boolean keep;

  @Option(
      names = "--chaos",
      description =
          "Kill each program on the way, head office twice, and start it again; with --kafka, stop"
              + " the broker for a part.")
  private boolean chaos;

  @Option(
      names = "--count",
      description =
          "Count everything in the first store while its tills sell, one of them cut off from it.")
  private boolean count;

  @Option(
      names = "--conflicts",
      description =
          "Sell more than there is, sell one piece twice, lose goods between two stores, and check"
              + " that each becomes one case, and that a policy settles what its dry run said.")
  private boolean conflicts;

  @Option(
      names = "--kafka",
      description = "Start a Kafka broker, too, and let facts go up to head office by way of it.")
  private boolean kafka;

  @Option(names = "--skip-speed", description = "Leave out the measurements of speed.")
  private boolean skipSpeed;

  @Option(
      names = "--store-db-url",
      paramLabel = "URL",
      description =
          "SQL Server for the store instead of its embedded database: jdbc:sqlserver://…"
              + " User and password come from STORE_DB_USER and STORE_DB_PASSWORD, or else from"
              + " STORE_SQLSERVER_USER and STORE_SQLSERVER_PASSWORD.")
  private String storeDbUrl;

  /** 0 when every tier agrees, 1 when not or when a program fails, 2 for wrong arguments. */
  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Scale scale = new Scale(stores, terminals, outage);
    checkOptions();
    Trade trade;
    try {
      trade = sales == null ? MakeUpDay.forTills(scale.tills()) : ReadOnlineRetail.from(sales);
    } catch (BadSalesFile e) {
      err.println("tillstream: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    Progress progress = new Progress(err, Boolean.getBoolean("tillstream.terminal"));
    try (Stage stage = Stage.at("demonstration", data, keep)) {
      try {
        return new RunDemo(
                trade,
                scale,
                new Extras(kafka, chaos, count, conflicts),
                database(),
                stage,
                progress,
                out)
            .run(export, json, !skipSpeed, keep);
      } catch (ProgramFailed
          | AwaitDrained.DoesNotDrain
          | Refused
          | IOException
          | SQLException failure) {
        progress.clear();
        stage.explain(failure, err);
        return CommandLine.ExitCode.SOFTWARE;
      }
    } catch (IOException e) {
      err.println("tillstream: the data directory cannot be used: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void checkOptions() {
    require(terminals >= 1 && terminals <= TERMINALS_MAX, "--terminals is 1 to " + TERMINALS_MAX);
    require(stores >= 1 && stores <= STORES_MAX, "--stores is 1 to " + STORES_MAX);
    require(outage >= 0 && outage <= 100, "--outage is a share in percent, 0 to 100");
    require(
        storeDbUrl == null || storeDbUrl.startsWith("jdbc:sqlserver:"),
        "--store-db-url begins with jdbc:sqlserver:");
    require(
        storeDbUrl == null || stores == 1,
        "--store-db-url is one store's database; it does not go with --stores " + stores);
    require(data == null || isEmpty(data), "--data: " + data + " is not an empty directory");
    require(
        export == null || Files.notExists(export) || Files.isDirectory(export),
        "--export: " + export + " is not a directory");
    require(json == null || !Files.isDirectory(json), "--json: " + json + " is a directory");
  }

  private static boolean isEmpty(Path directory) {
    if (Files.notExists(directory)) {
      return true;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<StoreDatabase> database() {
    return Optional.ofNullable(storeDbUrl)
        .map(
            url ->
                new StoreDatabase(
                    url,
                    environment("STORE_DB_USER", "STORE_SQLSERVER_USER"),
                    environment("STORE_DB_PASSWORD", "STORE_SQLSERVER_PASSWORD")));
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null ? System.getenv(otherwise) : value;
  }

  private void require(boolean fulfilled, String otherwise) {
    if (!fulfilled) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
