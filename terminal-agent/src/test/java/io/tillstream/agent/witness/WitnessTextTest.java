package io.tillstream.agent.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTextTest {

  private static final Hash HASH = Hash.START.then("sale".getBytes(StandardCharsets.UTF_8));
  private static final Testimony TESTIMONY =
      new Testimony(
          new DocumentStream(new StoreId("S1"), new TerminalId("T1"), 2),
          "f".repeat(64),
          true,
          new Sessions(null, "4b8a7c52-0000-4000-8000-123456789abc"),
          0,
          new Watermark(17, HASH),
          81);

  @Test
  void whatIsWrittenIsRead() {
    assertThat(WitnessText.read(WitnessText.file(TESTIMONY, 5)))
        .contains(new WitnessText.Read(TESTIMONY, 5));
  }

  @Test
  void whatWasGivenBackIsALineOfItsOwnThatIsThereOnlyWhenSomethingWas() {
    Testimony gaveBack = TESTIMONY.withReturns(3);

    assertThat(WitnessText.read(WitnessText.file(gaveBack, 5)))
        .contains(new WitnessText.Read(gaveBack, 5));
    assertThat(WitnessText.file(TESTIMONY, 5))
        .asString(StandardCharsets.US_ASCII)
        .doesNotContain("\n3\n");
  }

  @Test
  void theNewerOfTwoBlocksCounts() {
    byte[] file = WitnessText.file(TESTIMONY, 5);
    write(file, new Watermark(18, HASH), 6);
    write(file, new Watermark(19, HASH), 7);

    assertThat(WitnessText.read(file).orElseThrow().testimony().head().position()).isEqualTo(19);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 100, 511})
  void aBlockThatAPowerCutToreLeavesTheOneBefore(int written) {
    byte[] file = WitnessText.file(TESTIMONY, 5);
    write(file, new Watermark(18, HASH), 6);
    byte[] before = file.clone();
    write(file, new Watermark(19, HASH), 7);
    int block = (int) WitnessText.position(7);
    System.arraycopy(before, block + written, file, block + written, 512 - written);

    assertThat(WitnessText.read(file).orElseThrow().testimony().head().position()).isIn(18L, 19L);
  }

  @Test
  void aFileThatSomethingElseWroteIsNoWitness() {
    byte[] file = WitnessText.file(TESTIMONY, 5);
    assertThat(WitnessText.read(Arrays.copyOf(file, 600))).isEmpty();
    assertThat(WitnessText.read(new byte[WitnessText.FILE_BYTES])).isEmpty();
    file[30]++;
    assertThat(WitnessText.read(file)).isEmpty();
  }

  private static void write(byte[] file, Watermark head, long turn) {
    System.arraycopy(
        WitnessText.progress(head, head.position() + 64, turn),
        0,
        file,
        (int) WitnessText.position(turn),
        WitnessText.BLOCK_BYTES);
  }
}
