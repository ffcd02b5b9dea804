package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.series.Leases;
import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.problem.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a terminal gets its numbers of shared ranges. */
class KeepSuppliedTest extends OneTillShop {

  @ParameterizedTest
  @EnumSource(names = {"RANGE_HELD", "RANGE_EXHAUSTED"})
  void whyTheStoreLendsNoNumberIsSaidAtTheTillUntilItLendsAgain(ProblemCode why) {
    sellHearts();
    KeepSupplied supply = terminal.supply();
    store.lendsNothing(Optional.of(why));
    supply.step();

    assertThatThrownBy(() -> sellsGiftCard("a"))
        .hasMessageContaining("lends none now: " + why.title());
    assertThat(terminal.journal.leases())
        .containsExactly(new Leases.Standing("gift-card", 0, null, null, why.title()));

    store.lendsNothing(Optional.empty());
    supply.step();

    assertThat(terminal.journal.leases()).extracting(Leases.Standing::refusal).containsOnlyNulls();
    assertThat(sellsGiftCard("a").leased().getFirst().number()).isEqualTo(1);
  }

  @Test
  void whatTimeItIsAtTheStoreIsHeardWithEveryAnswer() {
    sellHearts();
    store.saysItsTime(Duration.ofDays(1));

    terminal.supply().step();

    assertThat(Duration.ofMillis(terminal.contact.skewMillis()).plusDays(1))
        .isBetween(Duration.ofMinutes(-1), Duration.ofMinutes(1));
  }

  private Document sellsGiftCard(String reference) {
    return terminal
        .records(
            DocumentType.SALE,
            """
            {"reference":"%s","leased":[{"range":"gift-card"}],"lines":[{"item":"85123A","quantity":1}]}"""
                .formatted(reference))
        .document();
  }
}
