package io.tillstream.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SealTest {

  private static final byte[] HOLDER = Credential.hash("a-credential");
  private static final byte[] OTHER = Credential.hash("another");
  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  @Test
  void issuerAndHolderRecogniseEachOther() {
    String seal = Seal.of(HOLDER, CONTENT);

    assertThat(seal).matches("[0-9a-f]{64}");
    assertThat(Seal.isBy(List.of(HOLDER), CONTENT, seal)).isTrue();
    assertThat(Seal.isBy(List.of(OTHER, HOLDER), CONTENT, seal)).isTrue();
  }

  @Test
  void nobodyElseSealsAndNothingElseIsSealed() {
    String seal = Seal.of(HOLDER, CONTENT);

    assertThat(Seal.isBy(List.of(OTHER), CONTENT, seal)).isFalse();
    assertThat(Seal.isBy(List.of(), CONTENT, seal)).isFalse();
    assertThat(Seal.isBy(List.of(HOLDER), "contents".getBytes(UTF_8), seal)).isFalse();
    assertThat(Seal.isBy(List.of(HOLDER), CONTENT, null)).isFalse();
    assertThat(Seal.isBy(List.of(HOLDER), CONTENT, "")).isFalse();
  }
}
