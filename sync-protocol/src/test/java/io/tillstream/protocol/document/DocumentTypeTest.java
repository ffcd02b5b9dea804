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
  void onlyTheStoreReceivesMovesAndTransfersGoods() {
    assertThat(DocumentType.madeAtTerminals())
        .hasSize(DocumentType.values().length - 5)
        .doesNotContain(
            DocumentType.GOODS_RECEIPT,
            DocumentType.STOCK_MOVEMENT,
            DocumentType.TRANSFER_DISPATCH,
            DocumentType.TRANSFER_RECEIPT,
            DocumentType.TRANSFER_DIFFERENCE);
  }

  @Test
  void typeOfALaterVersionIsNotTakenForOneOfThese() {
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentType.of("gift-card"));
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentType.of("SALE"));
  }
}
