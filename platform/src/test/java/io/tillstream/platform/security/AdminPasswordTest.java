package io.tillstream.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
