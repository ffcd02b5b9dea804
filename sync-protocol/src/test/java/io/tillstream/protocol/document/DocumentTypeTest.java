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
  void onlyTheStoreReceivesMovesTransfersAndCountsGoodsSettlesCasesAndPromises() {
    assertThat(DocumentType.madeAtTerminals())
        .hasSize(DocumentType.values().length - 10)
        .contains(DocumentType.COUNT_MARK)
        .doesNotContain(
            DocumentType.GOODS_RECEIPT,
            DocumentType.STOCK_MOVEMENT,
            DocumentType.TRANSFER_DISPATCH,
            DocumentType.TRANSFER_RECEIPT,
            DocumentType.TRANSFER_DIFFERENCE,
            DocumentType.COUNT,
            DocumentType.COUNT_RESTATEMENT,
            DocumentType.CASE_SETTLEMENT,
            DocumentType.PROMISE,
            DocumentType.PROMISE_END);
  }

  @Test
  void typeOfALaterVersionIsNotTakenForOneOfThese() {
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentType.of("gift-card"));
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentType.of("SALE"));
  }
}
