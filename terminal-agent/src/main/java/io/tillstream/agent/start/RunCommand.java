package io.tillstream.agent.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: serves the till app and synchronises, until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Serves the till app on this computer and synchronises with the store.")
final class RunCommand implements Callable<Integer> {

  private static final long RESERVE_BYTES = 8L * 1024 * 1024;

  private final Agent agent;

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
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:QUARKUS_HTTP_PORT:-7300}",
      description = {
        "The port on this computer for the till app.",
        "Default: $QUARKUS_HTTP_PORT or else 7300; now ${DEFAULT-VALUE}"
      })
  private int port;

  RunCommand(Agent agent) {
    this.agent = agent;
  }

  @Override
  public Integer call() {
    OpenFiles files = OpenFiles.of(data, reserveBytes(), Witnesses.folder());
    try {
      requireFree(port);
      return agent.serve(files, port);
    } finally {
      files.close();
    }
  }

  // Read here and not by the configuration of the service, which is not there yet.
  private static long reserveBytes() {
    String property = System.getProperty("tillstream.agent.reserve-bytes");
    String text = property == null ? System.getenv("TILLSTREAM_AGENT_RESERVE_BYTES") : property;
    try {
      return text == null ? RESERVE_BYTES : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Obstacle(ExitCode.USAGE, "TILLSTREAM_AGENT_RESERVE_BYTES is a number of bytes");
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException | IllegalArgumentException e) {
      throw new Obstacle(
          ExitCode.FAILED, "port %d cannot be used: %s".formatted(port, e.getMessage()));
    }
  }
}
