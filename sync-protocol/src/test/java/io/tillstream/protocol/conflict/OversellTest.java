package io.tillstream.protocol.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OversellTest {

  private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
  private static final Cause FIRST = cause("T1", 1, 2, "10:04", "10:04", null);
  private static final Cause SECOND = cause("T2", 9, 2, "10:02", "11:30", null);

  private final Explain explain = new Explain(ZoneOffset.UTC, NOW);

  @Test
  void isToldWithItsDocumentsAndWhenTheyCameIn() {
    assertThat(explain.why(oversell(3, -1, 0, FIRST, SECOND)))
        .isEqualTo(
            "The shop floor held 3 of LAMP; terminal T1 sold 2 at 10:04, arrived 10:04 (sale"
                + " S1-T1-1); terminal T2 sold 2 at 10:02, arrived 11:30 (sale S1-T2-9). That is 1"
                + " more than there was.");
  }

  @Test
  void timesAreThoseOfTheStoreThoughATillsClockIsWrong() {
    Cause fast = cause("T1", 1, 2, "12:04", "10:05", Duration.ofHours(2));

    assertThat(explain.took(fast)).startsWith("terminal T1 sold 2 at 10:04, arrived 10:05");
  }

  @Test
  void manyDocumentsAreToldTillByTill() {
    Cause[] many =
        IntStream.rangeClosed(1, 8)
            .mapToObj(
                n -> {
                  String till = n == 8 ? "T3" : n % 2 == 0 ? "T2" : "T1";
                  return cause(till, n, 1, "10:0" + n, "11:3" + n, null);
                })
            .toArray(Cause[]::new);

    assertThat(explain.why(oversell(3, -5, 0, many)))
        .isEqualTo(
            "The shop floor held 3 of LAMP; terminal T1 sold 4 in 4 documents from 10:01 to 10:07,"
                + " arrived 11:37; terminal T2 sold 3 in 3 documents from 10:02 to 10:06, arrived"
                + " 11:36; terminal T3 sold 1 at 10:08, arrived 11:38 (sale S1-T3-8). That is 5 more"
                + " than there was.");
  }

  @Test
  void settlementsSayWhatTheyWouldChange() {
    Settlement found =
        Settlement.of(Choice.COMPENSATE, oversell(3, -1, 0, FIRST, SECOND)).orElseThrow();

    assertThat(found.moves())
        .containsExactly(
            Settlement.Move.within(
                new Route(Location.ADJUSTMENT, Location.SHOP_FLOOR), "LAMP", Quantity.ofUnits(1)));
    assertThat(found.moves().getFirst().way().isOfAStockMovement()).isTrue();
    assertThat(found.stock())
        .containsExactly(
            new Settlement.Effect(
                Location.SHOP_FLOOR, "LAMP", Quantity.ofUnits(-1), Quantity.ZERO));
  }

  @Test
  void goodsThatOtherStoresHaveSentAreToldWithIt() {
    Conflict.Oversell short3 =
        new Conflict.Oversell(
            "LAMP",
            Quantity.ofUnits(3),
            Quantity.ofUnits(-1),
            Quantity.ZERO,
            List.of(SECOND),
            List.of(
                new Underway("S2-T-88", new StoreId("S2"), Quantity.ofUnits(3), true),
                new Underway("S3-T-9", new StoreId("S3"), Quantity.ofUnits(5), false)),
            new Money(1250, Currency.getInstance("GBP")));

    assertThat(explain.why(short3))
        .isEqualTo(
            "The shop floor held 3 of LAMP; terminal T2 sold 2 at 10:02, arrived 11:30 (sale"
                + " S1-T2-9); transfer S2-T-88 was received 3 short; 5 more are on their way from"
                + " store S3 by transfer S3-T-9. That is 1 more than there was.");
    assertThat(Settlement.of(Choice.BACK_ORDER, short3).orElseThrow().money())
        .isEqualTo("No money moves. At today's price the missing goods sell for 12.50 GBP.");
  }

  @Test
  void aSaleThatWasNotSoIsTurnedRoundByItsOwnQuantity() {
    Conflict.Oversell both = oversell(3, -1, 0, FIRST, SECOND);

    Settlement corrected = Settlement.of(Choice.CORRECT, SECOND.document(), both).orElseThrow();

    assertThat(corrected.moves())
        .containsExactly(
            Settlement.Move.within(
                new Route(Location.CUSTOMER, Location.SHOP_FLOOR), "LAMP", Quantity.ofUnits(2)));
    assertThat(corrected.moves().getFirst().way().isOfAStockMovement()).isTrue();
    assertThat(corrected.stock())
        .containsExactly(
            new Settlement.Effect(
                Location.SHOP_FLOOR, "LAMP", Quantity.ofUnits(-1), Quantity.ofUnits(1)));
    assertThat(Settlement.of(Choice.CORRECT, both)).as("which one?").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-2,1,ACCEPT BACK_ORDER TRANSFER RECOUNT COMPENSATE CORRECT",
    "-2,2,ACCEPT BACK_ORDER TRANSFER RECOUNT FROM_BACK_ROOM COMPENSATE CORRECT",
    "0,9,ACCEPT"
  })
  void onlyWhatFitsIsOffered(int onHand, int backRoom, String offered) {
    assertThat(Settlement.fitting(oversell(3, onHand, backRoom, FIRST)))
        .extracting(each -> each.choice().name())
        .containsExactly(offered.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"2,1,true", "3,0,false", "4,0,false"})
  void whatIsOwedAlreadyIsSaidAndNotOrderedAgain(int awaited, int more, boolean isOffered) {
    Conflict.Oversell three = oversell(0, -3, 0, FIRST);
    Conflict.Oversell owed =
        new Conflict.Oversell(
            "LAMP",
            three.held(),
            three.onHand(),
            three.backRoom(),
            three.causes(),
            List.of(),
            null,
            Quantity.ofUnits(awaited));

    assertThat(owed.notAwaited()).isEqualTo(Quantity.ofUnits(more));
    assertThat(Settlement.of(Choice.TRANSFER, owed).isPresent()).isEqualTo(isOffered);
    assertThat(Settlement.of(Choice.BACK_ORDER, owed).map(Settlement::says))
        .isEqualTo(
            isOffered
                ? Optional.of(
                    "Keeps 1 of LAMP as an open order, owed to whoever bought them. Open orders"
                        + " count on 2 more already. The shop floor shows -3 until goods come in;"
                        + " what comes in first is theirs, and ends the order.")
                : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "0,false,true,AS_BEFORE",
    "-1,false,true,CASE_OPENS",
    "-1,true,true,CASE_GROWS",
    "-1,true,false,AS_BEFORE",
    "-1,false,false,AS_BEFORE",
    "0,true,true,CASE_ENDS",
    "5,true,false,CASE_ENDS"
  })
  void whereABatchEndsDecides(long onHand, boolean isOpen, boolean isTaken, ShopFloor then) {
    assertThat(ShopFloor.after(onHand, isOpen, isTaken)).isEqualTo(then);
  }

  private static Conflict.Oversell oversell(int held, int onHand, int backRoom, Cause... causes) {
    return new Conflict.Oversell(
        "LAMP",
        Quantity.ofUnits(held),
        Quantity.ofUnits(onHand),
        Quantity.ofUnits(backRoom),
        List.of(causes));
  }

  private static Cause cause(
      String terminal, long n, int units, String made, String received, Duration skew) {
    return new Cause(
        new DocumentKey(new StoreId("S1"), new TerminalId(terminal), 1, n),
        DocumentType.SALE,
        "S1-" + terminal + "-" + n,
        Quantity.ofUnits(units),
        Instant.parse("2026-11-20T" + made + ":00Z"),
        Optional.ofNullable(skew),
        Instant.parse("2026-11-20T" + received + ":00Z"));
  }
}
