package io.tillstream.store.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** I2, I13: what a broker has is not what head office has. */
class UplinkOverABrokerTest {

  @RegisterExtension final H2Books books = H2Books.withAWitness();
  private final ABroker broker = new ABroker();
  private final ASellingStore shop = new ASellingStore(books, broker);

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void whatTheBrokerHasIsConfirmedWhenHeadOfficeSaysSo() throws Exception {
    shop.sells(25);
    Uplink uplink = shop.sends();
    Eventually.holds(() -> uplink.status().carried() == shop.head());
    assertThat(uplink.status().position()).isZero();
    assertThat(uplink.status().pending()).isEqualTo(25);
    assertThat(shop.acknowledged()).isZero();

    broker.headOfficeLooks();

    confirmed(uplink);
    assertThat(shop.acknowledged()).isEqualTo(25);
    assertThat(uplink.status().pending()).isZero();
  }

  @Test
  void aRestartSendsNothingAgainThatTheBrokerHas() throws Exception {
    shop.sells(23);
    Uplink before = shop.sends();
    Eventually.holds(() -> before.status().carried() == shop.head());
    before.stop();
    Uplink after = shop.sends();
    shop.sells(1);
    Eventually.holds(() -> after.status().carried() == shop.head());

    assertThat(broker.waiting()).isEqualTo(24);
    broker.headOfficeLooks();
    confirmed(after);
  }

  @Test
  void aBrokerThatLosesWhatItHasCostsTimeOnly() throws Exception {
    shop.sells(23);
    Uplink uplink = shop.sends();
    Eventually.holds(() -> uplink.status().carried() == shop.head());
    broker.losesWhatItHas();
    shop.sells(5);
    Eventually.holds(() -> uplink.status().carried() == shop.head());

    broker.headOfficeLooks();
    Eventually.holds(
        () -> {
          broker.headOfficeLooks();
          return uplink.status().position() == shop.head();
        });

    assertThat(broker.held()).hasSize(28).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aBrokerThatIsAwayIsTriedAgainAndTheReasonIsShown() throws Exception {
    broker.goesAway();
    shop.sells(5);
    Uplink uplink = shop.sends();
    Eventually.holds(() -> uplink.status().lastError() != null);
    assertThat(uplink.status().lastError()).startsWith("the broker takes nothing");

    broker.comesBack();

    Eventually.holds(() -> uplink.status().carried() == shop.head());
    assertThat(uplink.status().lastError()).isNull();
  }

  @Test
  void aHeadOfficeThatWentBackIsSentWhatItLost() throws Exception {
    shop.sells(23);
    Uplink uplink = shop.sends();
    Eventually.holds(() -> uplink.status().carried() == shop.head());
    broker.headOfficeLooks();
    confirmed(uplink);
    broker.fallsBackTo(Watermark.START);
    shop.sells(1);

    Eventually.holds(
        () -> {
          broker.headOfficeLooks();
          return broker.held().size() == 24 && uplink.status().position() == shop.head();
        });
    assertThat(broker.held()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aParkedStoreAsksInsteadOfSendingAndGoesOnByItself() throws Exception {
    broker.parksTheStore(true);
    shop.sells(23);
    Uplink uplink = shop.sends();
    Eventually.holds(() -> uplink.status().carried() == shop.head());
    broker.headOfficeLooks();
    Eventually.holds(() -> uplink.status().state().equals("held-up"));
    assertThat(uplink.status().lastError()).contains("cannot be applied");
    int asked = broker.questions();
    Eventually.holds(() -> broker.questions() > asked + 2);

    broker.parksTheStore(false);

    Eventually.holds(
        () -> {
          broker.headOfficeLooks();
          return uplink.status().position() == shop.head();
        });
    assertThat(uplink.status().state()).isEqualTo("ready");
  }

  @Test
  void aWordThatHeadOfficeHasNotSealedConfirmsNothing() throws Exception {
    shop.sells(5);
    Uplink uplink = shop.sends();
    Eventually.holds(() -> uplink.status().carried() == shop.head());

    uplink.bring(shop.receipt(shop.own(uplink, shop.head())).with(null)).get();

    assertThat(uplink.status().position()).isZero();
    assertThat(uplink.status().lastError()).contains("does not bear the seal");
  }

  private void confirmed(Uplink uplink) {
    Eventually.holds(() -> uplink.status().position() == shop.head());
  }
}
