package io.tillstream.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "WHITE METAL LANTERN", "Größe „M“ ½ €", "花瓶", "gift 🎁"})
  void whatAShopPrintsIsPlain(String text) {
    assertThat(PlainText.is(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOTAL\n0.01", "\u0000", "\u001b[2J", "\ud83c", "a\udc00b", "\u0085"})
  void halvesOfCharactersAndWhatMovesThePrinterAreNot(String text) {
    assertThat(PlainText.is(text)).isFalse();
  }
}
