package io.tillstream.endtoend.tier;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.Program;
import io.tillstream.endtoend.program.ProgramFailed;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A terminal's agent as a running program. Thread-safe. */
public final class Terminal extends Computer {

  private static final Duration COMMAND_WITHIN = Duration.ofSeconds(90);

  private final Store store;
  private final TerminalId id;
  private final Link line;
  private volatile List<String> settings = List.of();

  /** Not enrolled yet; its databases will lie in this directory. */
  public Terminal(Programs programs, Store store, TerminalId id, Path data) throws IOException {
    this(programs, store, id, data, store.link());
  }

  /**
   * Not enrolled yet; its databases will lie in this directory.
   *
   * @param line its way to the store
   */
  public Terminal(Programs programs, Store store, TerminalId id, Path data, Link line)
      throws IOException {
    super(programs, data, "/v1/status");
    this.line = line;
    this.store = store;
    this.id = id;
  }

  @Override
  Launch launch() {
    Launch usual =
        launch(
            List.of(
                "run", "--data", data().toString(), "--port", Integer.toString(local().port())));
    List<String> all = new ArrayList<>(usual.settings());
    all.addAll(settings);
    return new Launch(
        usual.name(), usual.program(), all, usual.environment(), usual.arguments(), usual.log());
  }

  /**
   * Starts it otherwise configured from now on; it does not run.
   *
   * @param settings each {@code name=value}
   */
  public void startWith(List<String> settings) throws IOException, InterruptedException {
    this.settings = List.copyOf(settings);
    comeUp();
  }

  /**
   * Has a code made at the store and enrols with it, over the line; anew, when it was enrolled
   * before.
   */
  public void enrol() throws IOException, InterruptedException {
    String code = store.enrolmentCode(id);
    command("enrol", "--store", line.address(), "--code", code, "--data", data().toString());
  }

  /** Takes in what an old disk of it holds, while it does not run. */
  public void recover(Path oldDisk) throws IOException, InterruptedException {
    command("recover", "--from", oldDisk.toString(), "--data", data().toString());
  }

  private void command(String... arguments) throws IOException, InterruptedException {
    Program command = programs().start(launch(List.of(arguments)));
    try {
      int exit = command.awaitEnd(COMMAND_WITHIN);
      if (exit != 0) {
        throw new ProgramFailed(
            "Terminal %s: %s failed (exit code %d).%s"
                .formatted(name(), arguments[0], exit, command.lastWords()));
      }
    } catch (TimeoutException e) {
      command.kill();
      throw new ProgramFailed(e.getMessage());
    }
  }

  /** Starts an agent with these arguments, beside this terminal's own. */
  public Launch launch(List<String> arguments) {
    return new Launch(
        "agent " + name(),
        Packaged.TERMINAL_AGENT,
        List.of("tillstream.agent.witness=" + witnesses()),
        Map.of(),
        arguments,
        data().resolve("agent.log"));
  }

  /** What it says of itself. */
  public JsonNode status() throws IOException {
    return local().json("/v1/status");
  }

  /**
   * How many changes its shelves lack; all there are, when it has not heard yet that its store was
   * put back to a backup and counts anew.
   *
   * @param store what the store says of itself
   * @param terminal what this terminal says of itself
   */
  public static long changesBehind(JsonNode store, JsonNode terminal) {
    JsonNode shown = terminal.path("catalogue");
    long feed = store.path("feed").asLong();
    return shown.path("incarnation").equals(store.path("incarnation"))
        ? Math.max(0, feed - shown.path("seq").asLong())
        : Math.max(1, feed);
  }

  /** Asks it to synchronise now; whether it could. */
  public boolean synchronise() throws IOException {
    return local().post("/v1/sync", "").isSuccess();
  }

  /** Has it compare every row of its reference data with the store's, and tell the store. */
  public void compareItself() throws IOException {
    local().post("/v1/verification", "").orRefused();
    synchronise();
  }

  /** Where it stands. */
  public Store store() {
    return store;
  }

  /** Its way to the store; several terminals may share one. */
  public Link line() {
    return line;
  }

  /** Which terminal of its store. */
  public TerminalId id() {
    return id;
  }

  /** For people and folders: {@code S1-T1}. */
  public String name() {
    return store.id() + "-" + id;
  }

  /** It, as its till app sees it. */
  public HttpPeer local() {
    return open();
  }

  /** Where the witness of its journal is kept: beside its data directory, as on another disk. */
  public Path witnesses() {
    return data().resolveSibling(data().getFileName() + "-witness");
  }
}
