package io.tillstream.protocol.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TransferStateTest {

  private static final Balance ALL_ARRIVED = new Balance(10, 10, 0);
  private static final Balance THREE_SHORT = new Balance(10, 7, 0);
  private static final Balance TWO_OVER = new Balance(10, 12, 0);

  @Test
  void whatHasLeftAndNotArrivedIsDispatched() {
    assertThat(TransferState.of(List.of(new Balance(10, 0, 0)), false))
        .isEqualTo(TransferState.DISPATCHED);
    assertThat(TransferState.of(List.of(new Balance(10, 0, 3)), false))
        .isEqualTo(TransferState.DISPATCHED);
  }

  @Test
  void whatIsMissingIsExpectedAsLongAsTheReceiptSaidThatMoreIsToCome() {
    assertThat(TransferState.of(List.of(THREE_SHORT, ALL_ARRIVED), false))
        .isEqualTo(TransferState.RECEIVED_IN_PART);
    assertThat(TransferState.of(List.of(THREE_SHORT, ALL_ARRIVED), true))
        .isEqualTo(TransferState.RECEIVED_SHORT);
  }

  @Test
  void oneItemShortAndAnotherOverIsShort() {
    assertThat(TransferState.of(List.of(THREE_SHORT, TWO_OVER), true))
        .isEqualTo(TransferState.RECEIVED_SHORT);
    assertThat(TransferState.of(List.of(ALL_ARRIVED, TWO_OVER), true))
        .isEqualTo(TransferState.RECEIVED_OVER);
  }

  @Test
  void goodsWhoseDispatchIsNotKnownYetAreReceivedAhead() {
    assertThat(TransferState.of(List.of(new Balance(0, 10, 0)), true))
        .isEqualTo(TransferState.RECEIVED_AHEAD);
  }

  @Test
  void aTransferIsClosedWhenNothingOfAnyItemIsInTransit() {
    assertThat(TransferState.of(List.of(ALL_ARRIVED, new Balance(10, 7, 3)), false))
        .isEqualTo(TransferState.CLOSED);
    assertThat(TransferState.of(List.of(new Balance(10, 12, -2)), true))
        .isEqualTo(TransferState.CLOSED);
  }
}
