package io.tillstream.endtoend.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.program.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All prices change by one statement of another program, while the shop sells (I5, I22). */
class BulkPricesTest {

  // 100,000 are changed by `./tillstream bench --only bulk-update`.
  private static final int PRICES = Integer.getInteger("tillstream.bulk.prices", 10_000);

  @TempDir Path folder;

  @Test
  void everyTerminalGetsEachPriceAtOnceAndEverySaleMeanwhileIsConfirmed() throws Exception {
    try (Programs programs = new Programs();
        BulkUpdate update = BulkUpdate.at(programs, folder.resolve("store"), PRICES)) {
      BulkUpdate.Changed changed = update.change();

      assertThat(changed.halves()).isZero();
      assertThat(changed.meanwhile().offered()).isPositive();
      assertThat(changed.meanwhile().answered()).isEqualTo(changed.meanwhile().offered());
    }
  }
}
