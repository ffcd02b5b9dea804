package io.tillstream.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {

  @TempDir Path folder;

  @Test
  void theReserveIsGivenUpOnceAndHeldAgainWhenThereIsRoom() throws IOException {
    try (DataDirectory directory = DataDirectory.hold(folder)) {
      Reserve reserve = new Reserve(directory, 200_000);
      reserve.hold();
      assertThat(folder.resolve("reserve")).hasSize(200_000);

      assertThat(reserve.giveUp()).isTrue();
      assertThat(reserve.isHeld()).isFalse();
      assertThat(folder.resolve("reserve")).doesNotExist();
      assertThat(reserve.giveUp()).isFalse();

      reserve.holdAgain();
      assertThat(reserve.isHeld()).isTrue();
    }
  }

  @Test
  void aReserveThatDoesNotFitLeavesNothingBehind() throws IOException {
    try (DataDirectory directory = DataDirectory.hold(folder)) {
      Reserve reserve = new Reserve(directory, Long.MAX_VALUE / 4);

      assertThatThrownBy(reserve::hold).isInstanceOf(IOException.class);
      reserve.holdAgain();

      assertThat(reserve.isHeld()).isFalse();
      assertThat(folder.resolve("reserve")).doesNotExist();
    }
  }

  @Test
  void aDiskWithoutRoomForTheReserveIsWorkedOnUntilThereIsNoRoomForAnything() throws IOException {
    try (DataDirectory directory = DataDirectory.hold(folder)) {
      Files.write(folder.resolve("reserve"), new byte[1000]); // a crash left a part of it
      Reserve reserve = new Reserve(directory, Long.MAX_VALUE / 4);

      assertThatThrownBy(() -> reserve.holdOrGoWithout(Long.MAX_VALUE)).isInstanceOf(NoRoom.class);
      reserve.holdOrGoWithout(1);

      assertThat(reserve.isHeld()).isFalse();
      assertThat(folder.resolve("reserve")).doesNotExist();
    }
  }
}
