package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.endtoend.till.TillApp;
import io.tillstream.endtoend.trade.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I1, I2, I10: what was acknowledged to the till is there once, whatever happens to the agent. */
@Timeout(120)
class AgentCrashTest {

  private static Shop shop;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    shop = aShop();
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  @AfterEach
  void restoreTheLine() throws IOException {
    shop.store().link().restore();
  }

  @Test
  void agentKilledBetweenTwoSalesGoesOnWithTheNextNumber() throws Exception {
    Till till = shop.add(aTerminal());
    List<String> before = till.sells(3);
    till.isKilledAndStartedAgain();
    List<String> after = till.sells(2);

    assertThat(before).last().asString().endsWith("-000003");
    assertThat(after).first().asString().endsWith("-000004");
    assertAgrees(shop.reconcileWhenDrained(till), 5);
  }

  @Test
  void agentKilledWhileItsUploadIsOnTheLineSendsItAgain() throws Exception {
    Till till = shop.add(aTerminal());
    Link link = shop.store().link();
    link.cut();
    till.sells(200);
    long inStore = made();
    long carried = link.bytesCarriedUp();
    // No question for changes is so long: headers and a first part of the batch.
    link.stallInRequestAfter(2_000);
    Until.holds("the upload hangs", link::isStalled);
    assertThat(link.bytesCarriedUp()).isGreaterThanOrEqualTo(carried + 2_000);
    assertThat(made()).as("of a part nothing is booked").isEqualTo(inStore);
    assertThat(till.pending()).isEqualTo(200);
    till.terminal().program().kill();
    link.restore();
    assertThat(made()).as("nor when the connection ends in the middle").isEqualTo(inStore);
    till.isStartedAgain();
    till.sells(1);

    assertAgrees(shop.reconcileWhenDrained(till), 201);
  }

  @Test
  void agentKilledBeforeItLearnsOfItsSuccessDoublesNothing() throws Exception {
    Till till = shop.add(aTerminal());
    till.sells(1); // it has greeted the store, and need not before the next upload
    Until.holds("the store has confirmed it", () -> till.pending() == 0);
    long inStore = made();
    shop.store().link().loseAnswers();
    till.sells(40);
    Until.holds("the store has some of what the agent sent", () -> made() > inStore);
    assertThat(till.pending()).as("as far as the agent knows").isEqualTo(40);
    till.terminal().program().kill();
    shop.store().link().restore();
    till.isStartedAgain();
    till.sells(1);

    assertAgrees(shop.reconcileWhenDrained(till), 42);
  }

  @Test
  void tillAppThatRepeatsItsRequestAfterATimeoutGetsTheSameDocument() throws Exception {
    Till till = shop.add(aTerminal());
    till.sells(1);
    Receipt sale = till.nextSale();
    try (Link wire = Link.to(till.terminal().local().port())) {
      TillApp app = new TillApp(HttpPeer.at(wire.port()).answeringWithin(Duration.ofSeconds(5)));
      wire.loseAnswers();
      assertThatThrownBy(() -> app.ring(sale)).isInstanceOf(IOException.class);
    }
    JsonNode repeated = till.rings(sale);

    assertThat(repeated.path("repeated").asBoolean()).isTrue();
    assertThat(repeated.path("document").path("n").asLong()).isEqualTo(2);
    till.sells(1);
    assertAgrees(shop.reconcileWhenDrained(till), 3);
  }

  private static long made() throws IOException {
    return shop.store().status().path("documents").path("made").asLong();
  }

  private static void assertAgrees(Reconciliation books, long documents) {
    assertThat(books.differences()).isEmpty();
    assertThat(books.documentsMade()).isEqualTo(documents);
  }
}
