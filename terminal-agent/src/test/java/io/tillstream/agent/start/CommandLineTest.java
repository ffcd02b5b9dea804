package io.tillstream.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.SmallStore;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.replica.Replica;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @TempDir Path folder;

  private final SmallStore store = new SmallStore();
  private String told = "";

  @AfterEach
  void close() {
    store.close();
    System.clearProperty("tillstream.agent.reserve-bytes");
  }

  @Test
  void aCodeMakesTheMachineATerminalAndItsSecretsAreTheOwnersAlone() throws IOException {
    assertThat(enrol("7KQ4-M2XP")).isZero();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data("txn.db"))))
        .isEqualTo("rw-------");
    assertThat(run()).isZero();
  }

  @Test
  void withoutEnrolmentItDoesNotRun() {
    assertThat(run()).isEqualTo(10);
    assertThat(told).contains("not enrolled").hasLineCount(1);
  }

  @Test
  void afterAFailedEnrolmentItStillDoesNotRun() {
    assertThat(enrol("WRONG")).isEqualTo(14);
    assertThat(run()).isEqualTo(10);
  }

  @Test
  void twoAgentsDoNotShareADirectory() {
    enrol("7KQ4-M2XP");
    int[] second = new int[1];

    int first =
        execute(
            (files, port) -> {
              second[0] = run();
              return 0;
            },
            "run",
            "--data",
            folder.resolve("till").toString(),
            "--port",
            "0");

    assertThat(second[0]).isEqualTo(11);
    assertThat(first).isZero();
    assertThat(told).contains("in use by another agent").hasLineCount(1);
  }

  @Test
  void aDiskWithoutRoomForTheReserveIsNoReasonNotToOpen() {
    enrol("7KQ4-M2XP");
    System.setProperty("tillstream.agent.reserve-bytes", Long.toString(Long.MAX_VALUE / 4));

    assertThat(run()).isZero();
    assertThat(data("reserve")).doesNotExist();
  }

  @Test
  void aJournalOfANewerVersionIsNotTouched() throws SQLException {
    enrol("7KQ4-M2XP");
    makeNewer("txn.db");

    assertThat(run()).isEqualTo(13);
    assertThat(told).contains("newer version").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no database", "damaged inside", "newer"})
  void aReplicaThatCannotBeUsedIsThrownAwayAndSellingGoesOn(String what) throws Exception {
    enrol("7KQ4-M2XP");
    run();
    switch (what) {
      case "no database" -> {
        Files.writeString(data("ref.db"), "no database at all".repeat(500));
        Files.writeString(data("ref.db-wal"), "nor this");
      }
      case "damaged inside" -> {
        byte[] bytes = Files.readAllBytes(data("ref.db"));
        Arrays.fill(bytes, 4096, bytes.length, (byte) 7);
        Files.write(data("ref.db"), bytes);
      }
      default -> makeNewer("ref.db");
    }

    long[] items = {-1};
    int exit =
        execute(
            (files, port) -> {
              items[0] = new Replica(files.ref()).items();
              return 0;
            },
            "run",
            "--data",
            folder.resolve("till").toString(),
            "--port",
            "0");

    assertThat(exit).isZero();
    assertThat(items[0]).isZero();
  }

  @Test
  void whatIsNotAFullDiskIsCalledByItsName() throws IOException {
    enrol("7KQ4-M2XP");
    Files.createDirectory(data("reserve"));
    Files.createFile(data("reserve").resolve("something"));

    assertThat(run()).isEqualTo(1);
    assertThat(told).contains("reserve").doesNotContain("full").hasLineCount(1);
  }

  @Test
  void aDataDirectoryThatIsAFileIsSaid() throws IOException {
    Files.createFile(folder.resolve("till"));

    assertThat(enrol("7KQ4-M2XP")).isEqualTo(1);
    assertThat(told).contains("is not a folder").hasLineCount(1);
    assertThat(run()).isEqualTo(1);
    assertThat(told).contains("is not a folder").hasLineCount(1);
  }

  @Test
  void aRefusalIsToldInTheStoresWords() {
    store.door().refuses("OLD", ProblemCode.ENROLMENT_CODE_EXPIRED);
    store.door().refuses("USED", ProblemCode.ENROLMENT_CODE_USED);

    assertThat(enrol("WRONG")).isEqualTo(14);
    assertThat(told).contains(ProblemCode.ENROLMENT_CODE_UNKNOWN.title()).hasLineCount(1);
    assertThat(enrol("OLD")).isEqualTo(14);
    assertThat(told).contains(ProblemCode.ENROLMENT_CODE_EXPIRED.title());
    assertThat(enrol("USED")).isEqualTo(14);
    assertThat(told).contains(ProblemCode.ENROLMENT_CODE_USED.title());
  }

  @Test
  void aRefusedCodeCanBeFollowedByAGoodOne() {
    assertThat(enrol("WRONG")).isEqualTo(14);
    assertThat(enrol("7KQ4-M2XP")).isZero();
  }

  @Test
  void aStoreOutOfReachIsSaid() {
    store.cut();
    assertThat(enrol("7KQ4-M2XP")).isEqualTo(15);
    assertThat(told).contains("cannot be reached").hasLineCount(1);

    store.close();
    assertThat(enrol("7KQ4-M2XP")).isEqualTo(15);
  }

  @Test
  void aUsedCodeLeavesAnEnrolledTerminalAsItIs() {
    enrol("7KQ4-M2XP");

    assertThat(enrol("7KQ4-M2XP")).isEqualTo(14);
    assertThat(told).contains("refused").hasLineCount(1);
  }

  @Test
  void aPortInUseIsSaid() throws IOException {
    enrol("7KQ4-M2XP");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int exit =
          execute(
              (files, port) -> 0,
              "run",
              "--data",
              folder.resolve("till").toString(),
              "--port",
              Integer.toString(taken.getLocalPort()));
      assertThat(exit).isEqualTo(1);
      assertThat(told).contains("port " + taken.getLocalPort()).hasLineCount(1);
    }
  }

  @Test
  void aCommandLineThatMakesNoSenseIsUsage() {
    assertThat(execute((files, port) -> 0, "enrol", "--code", "X")).isEqualTo(2);
    assertThat(execute((files, port) -> 0, "enrol", "--store", "ftp://x", "--code", "X"))
        .isEqualTo(2);
    assertThat(execute((files, port) -> 0, "sell")).isEqualTo(2);
    assertThat(told).contains("'sell'").contains("enrol").contains("run");
    assertThat(execute((files, port) -> 0, "--help")).isZero();
    assertThat(execute((files, port) -> 0, "--version")).isZero();
  }

  @Test
  void runIsWhatHappensWithoutACommand() {
    enrol("7KQ4-M2XP");

    assertThat(execute((files, port) -> 42, "--data", folder.resolve("till").toString()))
        .isEqualTo(42);
  }

  private int enrol(String code) {
    return execute(
        (files, port) -> 0,
        "enrol",
        "--store",
        store.url() + "/",
        "--code",
        code,
        "--data",
        folder.resolve("till").toString());
  }

  private int run() {
    return execute(
        (files, port) -> 0, "run", "--data", folder.resolve("till").toString(), "--port", "0");
  }

  private int execute(Agent agent, String... args) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return AgentCommand.execute(agent, args);
    } finally {
      System.setErr(before);
      String now = err.toString(StandardCharsets.UTF_8);
      told = now.isEmpty() ? told : now;
    }
  }

  private void makeNewer(String file) throws SQLException {
    try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + data(file));
        Statement statement = newer.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 99");
    }
  }

  private Path data(String file) {
    return folder.resolve("till").resolve(file);
  }
}
