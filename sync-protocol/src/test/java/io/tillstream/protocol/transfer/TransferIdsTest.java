package io.tillstream.protocol.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferIdsTest {

  private static final StoreId S1 = new StoreId("S1");

  @Test
  void aStoreNamesItsDispatchesAndItsNextLifeNamesThemOtherwise() {
    assertThat(TransferIds.of(new DocumentStream(S1, TerminalId.STORE_ITSELF, 1), 88))
        .isEqualTo("S1-T-000088");
    assertThat(TransferIds.of(new DocumentStream(S1, TerminalId.STORE_ITSELF, 2), 88))
        .isEqualTo("S1-T.2-000088");
  }

  @ParameterizedTest
  @CsvSource({
    "S1-T-000088, true",
    "S1-T.2-000001, true",
    "S1-TRUCK, false",
    "S11-T-000088, false",
    "S2-T-000088, false"
  })
  void onlyItsOwnNamesAreItsToGive(String id, boolean own) {
    assertThat(TransferIds.isGivenBy(S1, id)).isEqualTo(own);
  }
}
