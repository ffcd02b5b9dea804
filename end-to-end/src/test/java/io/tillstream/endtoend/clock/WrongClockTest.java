package io.tillstream.endtoend.clock;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * I20: real agents whose clock is a day ahead, a day behind, and set while they run, beside one
 * whose clock is right. Store and head office have the right time.
 */
@Timeout(240)
class WrongClockTest {

  private static final Duration DAY = Duration.ofDays(1);

  /** What a busy machine may take between one clock being read and the other. */
  private static final Duration AT_ONCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void tillsWhoseClocksAreADayWrongSellCloseAndDeliverAndAllTiersAgree() throws Exception {
    WrongClocks clocks = WrongClocks.compiled(folder);
    clocks.set("S1-T1", DAY);
    clocks.set("S1-T2", DAY.negated());
    try (Shop shop = aShop(clocks::of)) {
      Till ahead = shop.add(aTerminal());
      Till behind = shop.add(aTerminal());
      Till right = shop.add(aTerminal());
      for (Till till : List.of(ahead, behind, right)) {
        till.sells(5); // for a date that the till app names
        Until.holds("the store was heard", () -> till.terminal().status().has("skewMillis"));
      }

      // The skew is taken off, so that a wrong clock opens the right date.
      LocalDate from = today();
      List<JsonNode> madeAhead = sellToday(ahead, 5);
      List<JsonNode> madeBehind = sellToday(behind, 5);
      List<JsonNode> madeRight = sellToday(right, 5);
      LocalDate to = today();
      assertSkew(madeAhead, DAY);
      assertSkew(madeBehind, DAY.negated());
      assertSkew(madeRight, Duration.ZERO);
      for (List<JsonNode> made : List.of(madeAhead, madeBehind, madeRight)) {
        assertThat(dates(made)).allMatch(date -> !date.isBefore(from) && !date.isAfter(to));
      }
      LocalDate closedAhead = date(ahead.closesDay());
      LocalDate closedBehind = date(behind.closesDay());
      assertThat(closedAhead).isEqualTo(dates(madeAhead).getLast());
      assertThat(closedBehind).isEqualTo(dates(madeBehind).getLast());

      // Cut off and started again the next morning: an agent has nothing but its clock and the skew
      // that it kept.
      shop.store().link().cut();
      clocks.set("S1-T1", DAY.multipliedBy(2));
      clocks.set("S1-T2", Duration.ZERO);
      ahead.isKilledAndStartedAgain();
      behind.isKilledAndStartedAgain();
      List<JsonNode> nextDay = sellToday(ahead, 3);
      assertOpens(nextDay, closedAhead.plusDays(1));
      assertThat(nextDay).allMatch(each -> each.path("skewMillis").asLong() > 0);
      assertOpens(sellToday(behind, 3), closedBehind.plusDays(1));

      // Somebody sets the clocks, one back and one ahead by two days: no open date moves.
      clocks.set("S1-T1", Duration.ZERO);
      clocks.set("S1-T2", DAY);
      assertOpens(sellToday(ahead, 3), closedAhead.plusDays(1));
      assertOpens(sellToday(behind, 3), closedBehind.plusDays(1));
      assertThat(date(ahead.closesDay())).isEqualTo(closedAhead.plusDays(1));
      assertOpens(sellToday(ahead, 2), closedAhead.plusDays(2));

      shop.store().link().restore();
      Reconciliation books = shop.reconcileWhenDrained(ahead, behind, right);
      assertThat(books.differences()).isEmpty();
      assertThat(books.documentsAtHeadOffice())
          .isEqualTo(ahead.acknowledged() + behind.acknowledged() + right.acknowledged());
      for (JsonNode made : List.of(madeAhead.getLast(), madeBehind.getLast())) {
        assertThat(inStore(shop, made)).isEqualTo(made);
        assertThat(atHeadOffice(shop, made)).isEqualTo(made);
      }
    }
  }

  private static List<JsonNode> sellToday(Till till, int times) throws IOException {
    List<JsonNode> made = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long n = till.rings(till.nextSaleOn(null)).path("document").path("n").asLong();
      made.add(till.terminal().local().json("/v1/documents/" + n).path("document")); // all of it
    }
    return made;
  }

  private static void assertSkew(List<JsonNode> made, Duration expected) {
    Instant now = Instant.now();
    for (JsonNode document : made) {
      assertThat(Duration.ofMillis(document.path("skewMillis").asLong()).minus(expected).abs())
          .as("%s", document)
          .isLessThan(AT_ONCE);
      Instant recorded = Instant.parse(document.path("recordedAt").asText());
      assertThat(Duration.between(now.plus(expected), recorded).abs())
          .as("%s", document)
          .isLessThan(AT_ONCE);
    }
  }

  private static void assertOpens(List<JsonNode> made, LocalDate expected) {
    assertThat(dates(made)).containsOnly(expected);
    assertThat(made).allMatch(document -> document.path("offline").asBoolean());
  }

  private static List<LocalDate> dates(List<JsonNode> made) {
    return made.stream().map(WrongClockTest::date).toList();
  }

  private static LocalDate date(JsonNode document) {
    return LocalDate.parse(document.path("businessDate").asText());
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.systemDefault()); // of this machine, as the agents take it
  }

  private static JsonNode inStore(Shop shop, JsonNode made) throws IOException {
    return shop.store()
        .admin()
        .json(
            "/api/documents/%s/%d/%d"
                .formatted(
                    made.path("terminal").asText(),
                    made.path("epoch").asInt(),
                    made.path("n").asLong()))
        .path("document");
  }

  private static JsonNode atHeadOffice(Shop shop, JsonNode made) throws IOException {
    return shop.headOffice()
        .admin()
        .json(
            "/api/documents/S1/%s/%d/%d"
                .formatted(
                    made.path("terminal").asText(),
                    made.path("epoch").asInt(),
                    made.path("n").asLong()))
        .path("document");
  }
}
