package io.tillstream.protocol.equality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Location;
import org.junit.jupiter.api.Test;

class StockSumsTest {

  @Test
  void nothingOfAnItemIsTheSameAsNoRowAndFarEndsDoNotCount() {
    StockSums one =
        new StockSums()
            .add(new StockRow("LAMP", "shop-floor", 5_000))
            .add(new StockRow("MUG", "shop-floor", 0))
            .add(new StockRow("LAMP", "customer", 7_000));
    StockSums other = new StockSums().add(new StockRow("LAMP", "shop-floor", 5_000));

    assertThat(one.sums().differsFrom(other.sums()).isEmpty()).isTrue();
    assertThat(one.sums().rows()).isEqualTo(1);
  }

  @Test
  void aPlaceIsKeptWhereGoodsCanBeCountedAndWhereNobodyKnowsIt() {
    for (Location location : Location.values()) {
      assertThat(StockSums.isKept(location.toString())).isEqualTo(location.isReal());
    }
    assertThat(StockSums.isKept("shop-flour")).isTrue();
  }

  @Test
  void whatLiesElsewhereOrIsAnotherQuantityDiffersInTheItemsOwnBucket() {
    StockSums one = new StockSums().add(new StockRow("LAMP", "shop-floor", 5_000));
    for (StockRow row :
        new StockRow[] {
          new StockRow("LAMP", "back-room", 5_000), new StockRow("LAMP", "shop-floor", 5_001)
        }) {
      StockSums other = new StockSums().add(row);
      assertThat(one.sums().differsFrom(other.sums()).stream())
          .containsExactly(StockSums.bucketOf("LAMP"));
    }
  }
}
