package io.tillstream.endtoend.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.DocumentType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DealtTest {

  private final List<Receipt> receipts =
      IntStream.range(0, 100)
          .mapToObj(
              i -> new Receipt(DocumentType.SALE, "" + i, "2025-11-29", null, null, List.of()))
          .toList();

  @Test
  void receiptsAreDealtEvenlyAndInOrder() {
    Dealt dealt = Dealt.to(3, 30, receipts);

    assertThat(dealt.of(0)).hasSize(34);
    assertThat(dealt.of(1)).hasSize(33);
    assertThat(dealt.of(2)).extracting(Receipt::reference).startsWith("2", "5", "8").endsWith("98");
  }

  @Test
  void outageLiesInTheMiddle() {
    Dealt dealt = Dealt.to(1, 30, receipts);

    assertThat(dealt.before().getFirst()).hasSize(35);
    assertThat(dealt.during().getFirst()).hasSize(30);
    assertThat(dealt.after().getFirst()).hasSize(35);
  }

  @Test
  void outageMayBeNothingOrEverything() {
    assertThat(Dealt.to(1, 0, receipts).during().getFirst()).isEmpty();
    assertThat(Dealt.to(1, 100, receipts).during().getFirst()).hasSize(100);
  }
}
