package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.program.FreePort;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.Program;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.SmallDisk;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent that cannot work says why, in words and by its exit code. */
@Timeout(120)
class AgentRefusesToStartTest {

  private static Shop shop;
  private static Till till;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    shop = aShop();
    till = shop.add(aTerminal());
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  @Test
  void withoutEnrolmentThereIsNoTerminal() throws Exception {
    Path nowhere = Files.createDirectories(shop.data().resolve("not-enrolled"));

    assertEnds(run(nowhere, Map.of()), 10, "not enrolled");
  }

  @Test
  void secondAgentOnOneDataDirectoryIsTurnedAway() throws Exception {
    assertEnds(run(till.terminal().data(), Map.of()), 11, "another agent");
    assertThat(till.sells(1)).hasSize(1);
  }

  @Test
  void journalOfANewerVersionIsLeftAlone() throws Exception {
    Till newer = shop.add(aTerminal());
    newer.terminal().stop();
    try (Connection journal =
            DriverManager.getConnection(
                "jdbc:sqlite:" + newer.terminal().data().resolve("txn.db"));
        Statement statement = journal.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }

    assertEnds(run(newer.terminal().data(), Map.of()), 13, "newer");
  }

  @Test
  void usedCodeEnrolsNobody() throws Exception {
    Path again = shop.data().resolve("enrol-again");
    String code = shop.store().enrolmentCode(new TerminalId("T99"));
    assertThat(enrol(again, code).awaitEnd(Duration.ofSeconds(30))).isZero();

    assertEnds(enrol(shop.data().resolve("enrol-too"), code), 14, "used");
    assertEnds(enrol(again, code), 14, "used");
  }

  @Test
  void fullDiskIsNoticedBeforeTheFirstSale() throws Exception {
    Till full = shop.add(aTerminal());
    full.terminal().stop();
    try (SmallDisk disk = SmallDisk.of(1, shop.data().resolve("small-disk"))) {
      disk.copy(full.terminal().data().resolve("txn.db"));

      assertEnds(run(disk.folder(), Map.of()), 12, "full");
      assertThat(disk.folder().resolve("reserve")).doesNotExist();
    }
  }

  private static Program enrol(Path data, String code) throws IOException {
    return start(
        data,
        Map.of(),
        List.of(
            "enrol",
            "--store",
            shop.store().link().address(),
            "--code",
            code,
            "--data",
            data.toString()));
  }

  private static Program run(Path data, Map<String, String> environment) throws IOException {
    return start(
        data,
        environment,
        List.of("run", "--data", data.toString(), "--port", Integer.toString(FreePort.find())));
  }

  private static Program start(Path data, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Path log = Files.createTempFile(shop.data(), "agent", ".log");
    return shop.programs()
        .start(
            new Launch(
                "agent in " + data,
                Packaged.TERMINAL_AGENT,
                List.of(),
                environment,
                arguments,
                log));
  }

  private static void assertEnds(Program agent, int exitCode, String saying) throws Exception {
    assertThat(agent.awaitEnd(Duration.ofSeconds(60))).as(agent.lastWords()).isEqualTo(exitCode);
    assertThat(Files.readString(agent.log())).containsIgnoringCase(saying);
  }
}
