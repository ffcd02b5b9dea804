package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.program.FreePort;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.Program;
import io.tillstream.endtoend.program.ProgramFailed;
import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A message broker as a running program, on loopback only. It can be stopped, killed and started
 * again with the same files. Thread-safe.
 */
public final class Broker {

  /** Of each topic that stores and head office share. */
  public static final int PARTITIONS = 6;

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final int ASKED_MILLIS = 5_000;
  // As the operations guide says it.
  private static final List<NewTopic> TOPICS =
      List.of(
          new NewTopic("tillstream.store-facts", PARTITIONS, (short) 1)
              .configs(Map.of("max.message.bytes", "4194304")),
          new NewTopic("tillstream.store-standing", PARTITIONS, (short) 1)
              .configs(Map.of("cleanup.policy", "compact")),
          new NewTopic("tillstream.feed", 1, (short) 1)
              .configs(Map.of("max.message.bytes", "4194304")));

  private final Programs programs;
  private final Path data;
  private final int port;
  private final int controllerPort;
  private volatile Program program;

  /** Not started yet; its files will lie in this directory. */
  public Broker(Programs programs, Path data) throws IOException {
    this.programs = programs;
    this.data = data;
    port = FreePort.find();
    controllerPort = FreePort.find();
  }

  /** Where programs reach it. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Starts it, and makes the topics that are not there; returns when both are done. */
  public void comeUp() throws IOException, InterruptedException {
    if (Files.notExists(data)) {
      format();
    }
    program = programs.start(launch("kafka.Kafka", settingsFile().toString()));
    program.awaitReady(this::hasTopics, READY_WITHIN);
  }

  /** Ends it, politely. */
  public void stop() throws InterruptedException {
    programs.stop(program);
  }

  /** The process. */
  public Program program() {
    return program;
  }

  private void format() throws IOException, InterruptedException {
    Files.createDirectories(data);
    Files.writeString(settingsFile(), settings(), StandardCharsets.UTF_8);
    Program formatting =
        programs.start(
            launch(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                "dGlsbHN0cmVhbS1kZW1vIQ",
                "--config",
                settingsFile().toString()));
    try {
      if (formatting.awaitEnd(READY_WITHIN) != 0) {
        throw new ProgramFailed("The broker cannot be set up." + formatting.lastWords());
      }
    } catch (TimeoutException e) {
      formatting.kill();
      throw new ProgramFailed("The broker is not set up in time." + formatting.lastWords());
    }
  }

  private Launch launch(String main, String... arguments) {
    List<String> all = new ArrayList<>(List.of(main));
    all.addAll(List.of(arguments));
    return new Launch(
        "broker", Packaged.BROKER, List.of(), Map.of(), all, data.resolve("broker.log"));
  }

  private Path settingsFile() {
    return data.resolve("broker.properties");
  }

  private String settings() {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
        .formatted(port, controllerPort, data.resolve("log"));
  }

  private boolean hasTopics() throws InterruptedException, TimeoutException, ExecutionException {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", address(),
                "request.timeout.ms", ASKED_MILLIS,
                "default.api.timeout.ms", ASKED_MILLIS))) {
      admin.createTopics(TOPICS).all().get(ASKED_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    return true;
  }
}
