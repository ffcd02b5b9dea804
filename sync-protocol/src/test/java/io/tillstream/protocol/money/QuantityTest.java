package io.tillstream.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void whatIsTakenAndBroughtBackIsNothing() {
    Quantity taken = new Quantity(1_500);

    assertThat(taken.plus(taken.negated())).isEqualTo(Quantity.ZERO);
  }

  @Test
  void onlyMoreThanNothingIsPositive() {
    assertThat(new Quantity(1).isPositive()).isTrue();
    assertThat(Quantity.ZERO.isPositive()).isFalse();
    assertThat(new Quantity(-1).isPositive()).isFalse();
  }

  @Test
  void quantitiesAreOrderedBySize() {
    assertThat(new Quantity(-1)).isLessThan(Quantity.ZERO);
    assertThat(Quantity.ofUnits(2)).isGreaterThan(new Quantity(1_999));
  }
}
