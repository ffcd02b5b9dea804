package io.tillstream.endtoend.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgramsTest {

  @TempDir Path folder;

  @Test
  void programThatEndsInsteadOfGettingReadyIsNamedWithItsExitCodeAndLastWords() throws Exception {
    try (Programs programs = new Programs()) {
      Program agent = programs.start(agentWithoutEnrolment());

      assertThatThrownBy(() -> agent.awaitReady(() -> false, Duration.ofSeconds(30)))
          .isInstanceOf(ProgramFailed.class)
          .hasMessageContaining("The agent S9-T9 ended with exit code 10")
          .hasMessageContaining(folder.resolve("agent.log").toString())
          .hasMessageContaining("| ")
          .hasMessageContaining("not enrolled");
    }
  }

  @Test
  void nothingIsStartedAfterTheEnd() {
    Programs programs = new Programs();
    programs.close();

    assertThatThrownBy(() -> programs.start(agentWithoutEnrolment()))
        .isInstanceOf(ProgramFailed.class);
  }

  @Test
  void portsAreGivenOnceAndBelowTheRangeOfOutgoingConnections() throws Exception {
    int one = FreePort.find();
    int other = FreePort.find();

    assertThat(one).isNotEqualTo(other).isBetween(20_000, 32_000);
  }

  private Launch agentWithoutEnrolment() {
    return new Launch(
        "agent S9-T9",
        Packaged.TERMINAL_AGENT,
        List.of(),
        Map.of(),
        List.of("run", "--data", folder.resolve("nowhere").toString()),
        folder.resolve("agent.log"));
  }
}
