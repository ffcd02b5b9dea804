package io.tillstream.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyWhatCanBeReadTest {

  @TempDir Path folder;

  @Test
  void aPageThatCannotBeReadIsLeftOutAndEverythingElseIsCopied() throws IOException {
    byte[] file = new byte[3 * 4_096 + 100];
    Arrays.fill(file, (byte) 7);
    CopyWhatCanBeRead.Disk failing =
        (into, at) -> {
          if (at / 4_096 == 1) {
            throw new IOException("Input/output error");
          }
          return read(file, into, (int) at);
        };
    Path copy = folder.resolve("copy");

    try (FileChannel to =
        FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      CopyWhatCanBeRead.pages(failing, file.length, to);
    }

    byte[] expected = file.clone();
    Arrays.fill(expected, 4_096, 8_192, (byte) 0);
    assertThat(Files.readAllBytes(copy)).isEqualTo(expected);
  }

  private static int read(byte[] file, ByteBuffer into, int at) {
    int count = Math.min(1_000, Math.min(into.remaining(), file.length - at)); // in small pieces
    into.put(file, at, count);
    return count;
  }
}
