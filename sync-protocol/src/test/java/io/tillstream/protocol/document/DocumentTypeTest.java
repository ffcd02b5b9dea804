package io.tillstream.protocol.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentTypeTest {

  @ParameterizedTest
  @EnumSource
  void everyTypeReadsBackFromItsNameOnTheWire(DocumentType type) {
    assertThat(DocumentType.of(type.toString())).isEqualTo(type);
  }

  @Test
  void onlyTheStoreReceivesGoods() {
    assertThat(DocumentType.madeAtTerminals())
        .hasSize(DocumentType.values().length - 1)
        .doesNotContain(DocumentType.GOODS_RECEIPT);
  }

  @Test
  void typeOfALaterVersionIsNotTakenForOneOfThese() {
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentType.of("gift-card"));
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentType.of("SALE"));
  }
}
