package io.tillstream.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  private static final DocumentStream STREAM =
      new DocumentStream(new StoreId("S1"), new TerminalId("T1"), 2);

  @ParameterizedTest
  @ValueSource(strings = {"S", "S1", "0", "12345678", "STORE"})
  void shortNamesOfCapitalsAndDigitsAreNames(String name) {
    assertThat(new StoreId(name)).hasToString(name);
    assertThat(new TerminalId(name)).hasToString(name);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " ", "s1", "S-1", "S/1", "123456789", "S1\n", "S 1", "É1", "\u0661", "Ａ"})
  void anythingThatCouldBlurAPrintedNumberIsNoName(String name) {
    assertThatExceptionOfType(InvalidIdentity.class)
        .isThrownBy(() -> new StoreId(name))
        .extracting(InvalidIdentity::field)
        .isEqualTo("store");
    assertThatExceptionOfType(InvalidIdentity.class)
        .isThrownBy(() -> new TerminalId(name))
        .extracting(InvalidIdentity::field)
        .isEqualTo("terminal");
  }

  @Test
  void epochsAndDocumentsCountFromOne() {
    assertThatExceptionOfType(InvalidIdentity.class)
        .isThrownBy(() -> new DocumentStream(STREAM.store(), STREAM.terminal(), 0))
        .extracting(InvalidIdentity::field)
        .isEqualTo("epoch");
    assertThatExceptionOfType(InvalidIdentity.class)
        .isThrownBy(() -> STREAM.at(0))
        .extracting(InvalidIdentity::field)
        .isEqualTo("n");
    assertThat(STREAM.at(1).n()).isEqualTo(1);
  }

  @Test
  void documentKnowsItsStream() {
    assertThat(STREAM).hasToString("S1/T1/2");
    assertThat(STREAM.at(17)).hasToString("S1/T1/2/17");
    assertThat(STREAM.at(17).stream()).isEqualTo(STREAM);
  }

  @Test
  void sameNumberOfAnotherEpochIsAnotherDocument() {
    DocumentStream later = new DocumentStream(STREAM.store(), STREAM.terminal(), 3);

    assertThat(later.at(17)).isNotEqualTo(STREAM.at(17));
  }

  @Test
  void listsOfTerminalsAreInOrderOfTheirNames() {
    assertThat(new TerminalId("T1")).isLessThan(new TerminalId("T2"));
    assertThat(new StoreId("S1")).isLessThan(new StoreId("S2"));
  }
}
