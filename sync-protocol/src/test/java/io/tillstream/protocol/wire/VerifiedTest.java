package io.tillstream.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedTest {

  @Test
  void whatATerminalSaysIsReadAsItWasSaid() {
    Verified said =
        new Verified(1_204, "fetched-anew", 65, false, Duration.ofHours(1), "6f1c0f5e-8d0b");

    assertThat(said).hasToString("1204 fetched-anew 65 sums 3600000 6f1c0f5e-8d0b");
    assertThat(Verified.read(said.toString())).contains(said);
  }

  /** A clock that was set back makes nothing older than now. */
  @Test
  void aComparisonInTheFutureIsOneOfNow() {
    Verified said = new Verified(1, "agrees", 0, true, Duration.ofHours(-1), "a");

    assertThat(Verified.read(said.toString()).orElseThrow().age()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1 agrees 0 all 5 a", "-1 agrees 0 rows 5 a", "1 agrees 0 rows 5"})
  void anythingElseIsNothing(String text) {
    assertThat(Verified.read(text)).isEmpty();
    assertThat(Verified.read(null)).isEmpty();
  }
}
