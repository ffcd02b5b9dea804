package io.tillstream.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {

  private static final long BEYOND = Protocol.PARKED_MAX + 500;

  @TempDir Path folder;

  @Test
  void aListThatMayGoOnSaysNothingOfTheDocumentsAfterItsEnd() {
    try (SmallStore store = new SmallStore();
        TestTerminal terminal = TestTerminal.enrolled(store, folder)) {
      Deliveries deliveries = terminal.deliveries;
      deliveries.parkedNow(parked(BEYOND, BEYOND), BEYOND);

      deliveries.parkedNow(parked(1, Protocol.PARKED_MAX), BEYOND);
      assertThat(deliveries.standing().parked()).isEqualTo(Protocol.PARKED_MAX + 1);

      deliveries.parkedNow(parked(2, Protocol.PARKED_MAX), BEYOND);
      assertThat(deliveries.standing().parked()).isEqualTo(Protocol.PARKED_MAX - 1);
    }
  }

  @Test
  void aListThatIsHeldAlreadyIsNotWrittenAgain() throws IOException {
    try (SmallStore store = new SmallStore();
        TestTerminal terminal = TestTerminal.enrolled(store, folder)) {
      terminal.deliveries.parkedNow(parked(1, 50), 100);
      long written = Files.size(folder.resolve("txn.db-wal"));

      terminal.deliveries.parkedNow(parked(1, 50), 101);
      assertThat(folder.resolve("txn.db-wal")).hasSize(written);

      terminal.deliveries.parkedNow(parked(2, 50), 101);
      assertThat(terminal.deliveries.standing().parked()).isEqualTo(49);
    }
  }

  private static List<DocumentVerdict> parked(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(n -> new DocumentVerdict(n, Verdict.PARKED, ParkedReason.UNKNOWN_ITEM, "X"))
        .toList();
  }
}
