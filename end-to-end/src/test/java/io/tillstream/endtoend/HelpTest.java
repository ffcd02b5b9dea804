package io.tillstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

  @Test
  void helpNamesEveryCommandAndItsOptions() throws Exception {
    String help = tillstream(0, "help");

    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              assertThat(help).contains("\n" + name + " ");
              for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.usageHelp() && !option.versionHelp()) {
                  assertThat(help).contains(option.longestName());
                }
              }
            });
    assertThat(help).contains("\ntest ");
  }

  @Test
  void helpNamesEveryVariableFromWhichASecretIsRead() throws Exception {
    assertThat(tillstream(0, "help"))
        .contains("STORE_DB_USER", "STORE_DB_PASSWORD")
        .contains("STORE_SQLSERVER_USER", "STORE_SQLSERVER_PASSWORD");
  }

  @Test
  void everyCommandTellsTheSameVersion() {
    CommandLine main = Main.commandLine();

    assertThat(main.getSubcommands().get("demo").getCommandSpec().version())
        .isNotEmpty()
        .isEqualTo(main.getCommandSpec().version());
  }

  @Test
  void unknownCommandIsAUsageErrorWithAHint() throws Exception {
    assertThat(tillstream(2, "dmeo")).contains("'dmeo'").contains("./tillstream help");
  }

  private static String tillstream(int exitCode, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 2];
    command[0] = "sh";
    command[1] = Path.of(System.getProperty("tillstream.home"), "tillstream").toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(exitCode);
    return printed;
  }
}
