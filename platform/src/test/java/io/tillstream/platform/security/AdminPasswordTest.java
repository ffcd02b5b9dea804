package io.tillstream.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPasswordTest {

  @TempDir Path data;

  @Test
  void aConfiguredPasswordIsTheOnlyOne() {
    AdminPassword password = new AdminPassword(Optional.of("correct horse"), data);

    assertThat(password.matches("correct horse")).isTrue();
    assertThat(password.matches("correct horse ")).isFalse();
    assertThat(data.resolve("admin-password")).doesNotExist();
  }

  @Test
  void withoutOneAPasswordIsMadeOnceForTheServicesOwnUser() throws IOException {
    AdminPassword first = new AdminPassword(Optional.empty(), data.resolve("new"));
    Path file = data.resolve("new").resolve("admin-password");
    String made = Files.readString(file).trim();
    AdminPassword afterRestart = new AdminPassword(Optional.empty(), data.resolve("new"));

    assertThat(made).hasSizeGreaterThanOrEqualTo(43);
    assertThat(first.matches(made)).isTrue();
    assertThat(afterRestart.matches(made)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void anEmptySettingDoesNotMeanAnEmptyPassword() {
    assertThat(new AdminPassword(Optional.of(""), data).matches("")).isFalse();
  }

  @Test
  void theFileIsThereWhenTheServerHasStartedAndNobodyHasLoggedIn() {
    new PrepareAdminPassword()
        .atStart(new StartupEvent(), () -> new AdminPassword(Optional.empty(), data));

    assertThat(data.resolve("admin-password")).isNotEmptyFile();
  }

  /** What a kill or a full disk left behind before files were made whole. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  \n"})
  void anEmptyFileIsNoPassword(String content) throws IOException {
    Files.writeString(data.resolve("admin-password"), content);

    assertThatThrownBy(() -> new AdminPassword(Optional.empty(), data))
        .isInstanceOf(UnusableAdminPassword.class)
        .hasMessageContaining(data.resolve("admin-password").toString())
        .hasMessageContaining("is empty: remove the file");
  }

  @Test
  void theFileAppearsWholeAndNothingIsLeftBesideIt() throws IOException {
    new AdminPassword(Optional.empty(), data);

    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("admin-password"));
    }
  }

  @Test
  void aPasswordThatAnotherProcessMadeMeanwhileIsNotReplaced() throws IOException {
    Path file = data.resolve("admin-password");
    Files.writeString(file, "of the other");

    MakeSecretFile.holding("mine", file);

    assertThat(file).hasContent("of the other");
    assertThat(data).isDirectoryNotContaining("glob:**.new");
  }

  /** As on a full disk: a folder in which nothing can be made. */
  @Test
  void aFileThatCannotBeWrittenIsNotThere() throws IOException {
    Files.writeString(data.resolve("no-folder"), "");
    Path file = data.resolve("no-folder").resolve("admin-password");

    assertThatThrownBy(() -> new AdminPassword(Optional.empty(), file.getParent()))
        .isInstanceOf(UnusableAdminPassword.class)
        .hasMessageContaining("cannot be kept in");
    assertThat(file).doesNotExist();
  }
}
