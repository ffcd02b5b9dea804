package io.tillstream.agent.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.KeptSkew;
import io.tillstream.agent.shop.OneTillShop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A till says how old the figures are that it shows. */
class StockAgeTest extends OneTillShop {

  private static final Instant OPENS = Instant.parse("2026-11-20T09:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void theAgeIsTheSameHoweverWrongTheTerminalsClockIs() {
    assertThat(ageBy(OPENS.plus(DAY), OPENS)).isEqualTo(new StockAge.Age(OPENS, 90));
    assertThat(ageBy(OPENS.minus(DAY), OPENS)).isEqualTo(new StockAge.Age(OPENS, 90));
  }

  @Test
  void noFigureIsOfTheFuture() {
    assertThat(ageBy(OPENS, OPENS.minusSeconds(200))).isEqualTo(new StockAge.Age(OPENS, 0));
  }

  @Test
  void beforeAnyFigureCameThereIsNoAge() {
    assertThat(terminal.age.now()).isEmpty();
  }

  @Test
  void figuresAreAsYoungAsTheStoresLastWordAlsoWhenItHadNothingNew() {
    isPulledAt(OPENS);
    isPulledAt(OPENS.plusSeconds(60));
    assertThat(terminal.age.asOf()).contains(OPENS.plusSeconds(60));
    assertThat(terminal.replica.checkpoint().orElseThrow().at())
        .as("nothing was written for it")
        .isEqualTo(OPENS);

    store.cut();
    terminal.pullsAll();
    assertThat(terminal.age.asOf()).contains(OPENS.plusSeconds(60));
  }

  @Test
  void afterARestartTheyAreOfWhenTheStoreHadSomethingNewLast() {
    isPulledAt(OPENS);
    isPulledAt(OPENS.plusSeconds(60));

    reopen();

    assertThat(terminal.age.asOf()).contains(OPENS);
  }

  private void isPulledAt(Instant storeTime) {
    store.hasClock(InstantSource.fixed(storeTime));
    if (terminal.replica.checkpoint().isEmpty()) {
      sellHearts();
    } else {
      terminal.pullsAll();
    }
  }

  /** A terminal whose clock showed this when the store's showed nine, a minute and a half later. */
  private StockAge.Age ageBy(Instant terminalsClock, Instant storesClock) {
    Contact contact =
        new Contact(Duration.ofSeconds(5), () -> 0, new KeptSkew(terminal.files().txn()));
    contact.measured(terminalsClock, terminalsClock, storesClock);
    StockAge age =
        new StockAge(
            terminal.replica, contact, InstantSource.fixed(terminalsClock.plusSeconds(90)));
    age.confirmed(OPENS);
    return age.now().orElseThrow();
  }
}
