package io.tillstream.protocol.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Movement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random trade of a legal entity, with months that are closed in between. */
class ValuationPropertyTest {

  private static final int HISTORIES = 2_000;
  private static final List<String> ITEMS = List.of("A", "a", "B");
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 9, 1);
  private static final List<Location> ELSEWHERE =
      List.of(Location.CUSTOMER, Location.SUPPLIER, Location.ADJUSTMENT, Location.SCRAP);

  /** What the ordered writer sees: goods, or the end of a month. */
  private sealed interface Event {}

  private record Moved(Goods goods) implements Event {}

  private record Closed(YearMonth month) implements Event {}

  @Test
  void figuresAddUpAfterEveryMovement() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Valuation valuation = Valuation.fromTheBeginning();
      Map<String, Long> quantities = new HashMap<>();
      Map<String, Long> values = new HashMap<>();
      for (Event event : history(new Random(seed))) {
        for (Valued valued : value(valuation, event)) {
          String item = valued.movement().item();
          quantities.merge(item, valued.quantityThousandths(), Math::addExact);
          values.merge(
              item, valued.amountTenThousandths() - valued.trueUpTenThousandths(), Math::addExact);
          ItemValue held = valuation.changed().get(item);
          assertThat(held.quantityThousandths())
              .as("quantity, seed %d", seed)
              .isEqualTo(quantities.get(item));
          assertThat(held.valueTenThousandths())
              .as("value, seed %d", seed)
              .isEqualTo(values.get(item));
          if (held.quantityThousandths() == 0) {
            assertThat(held.valueTenThousandths()).as("nothing is left, seed %d", seed).isZero();
          }
        }
      }
    }
  }

  @Test
  void whereverItIsInterruptedAFullRecomputationGivesTheSameFigures() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Event> history = history(random);
      Valuation whole = Valuation.fromTheBeginning();
      List<Valued> expected = all(whole, history);

      List<Valued> inPieces = new ArrayList<>();
      Map<String, ItemValue> kept = new HashMap<>();
      Optional<YearMonth> closed = Optional.empty();
      long valuationSeq = 0;
      for (int from = 0; from < history.size(); ) {
        int to = Math.min(history.size(), from + 1 + random.nextInt(5));
        Valuation piece =
            new Valuation(valuationSeq, closed, item -> kept.getOrDefault(item, ItemValue.NOTHING));
        for (Event event : history.subList(from, to)) {
          inPieces.addAll(value(piece, event));
          if (event instanceof Closed end) {
            closed = Optional.of(end.month());
          }
        }
        kept.putAll(piece.changed());
        valuationSeq = piece.valuationSeq();
        from = to;
      }

      assertThat(inPieces).as("seed %d", seed).isEqualTo(expected);
      assertThat(kept).as("seed %d", seed).isEqualTo(whole.changed());
    }
  }

  @Test
  void orderOfArrivalNeverChangesTheQuantities() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Event> history = history(random);
      Map<String, Long> expected = quantities(history);
      List<Event> shuffled = new ArrayList<>(history);
      Collections.shuffle(shuffled, random);

      assertThat(quantities(shuffled)).as("I7, seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void nothingIsBookedInAClosedMonthAndWhatComesLateIsInTheFirstOpenOne() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Valuation valuation = Valuation.fromTheBeginning();
      YearMonth firstOpen = Valuation.EARLIEST;
      for (Event event : history(new Random(seed))) {
        if (event instanceof Closed end) {
          firstOpen = end.month().plusMonths(1);
        }
        for (Valued valued : value(valuation, event)) {
          YearMonth said = YearMonth.from(LocalDate.parse(((Moved) event).goods().businessDate()));
          boolean isLate = said.isBefore(firstOpen);
          assertThat(valued.month()).as("seed %d", seed).isEqualTo(isLate ? firstOpen : said);
          assertThat(valued.remark()).isEqualTo(isLate ? Remark.LATE : Remark.NONE);
        }
      }
    }
  }

  /** Kept to show why there is one ordered writer: averages are of an order, not of a set. */
  @Test
  void anotherOrderGivesOtherAveragesSoThereIsOneOrderedWriter() {
    List<Event> history =
        List.of(
            new Moved(goods(1, Location.SUPPLIER, Location.SHOP_FLOOR, "A", 1_000, 20_000L)),
            new Moved(goods(2, Location.SHOP_FLOOR, Location.CUSTOMER, "A", 1_000, null)),
            new Moved(goods(3, Location.SUPPLIER, Location.SHOP_FLOOR, "A", 1_000, 40_000L)));
    List<Event> otherwise = List.of(history.get(0), history.get(2), history.get(1));
    Valuation one = Valuation.fromTheBeginning();
    Valuation other = Valuation.fromTheBeginning();
    all(one, history);
    all(other, otherwise);

    assertThat(one.changed().get("A").valueTenThousandths()).isEqualTo(40_000);
    assertThat(other.changed().get("A").valueTenThousandths()).isEqualTo(30_000);
  }

  @Test
  void aShareIsRoundedAsExactArithmeticRoundsIt() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long value = random.nextLong(-1_000_000_000L, 1_000_000_000L);
      long whole = 1 + random.nextLong(1_000_000L);
      long part = 1 + random.nextLong(whole);
      long exact =
          BigDecimal.valueOf(value)
              .multiply(BigDecimal.valueOf(part))
              .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
              .longValueExact();

      assertThat(CostOf.share(value, part, whole)).isEqualTo(exact);
    }
  }

  private static Map<String, Long> quantities(List<Event> history) {
    Valuation valuation = Valuation.fromTheBeginning();
    all(valuation, history);
    Map<String, Long> quantities = new HashMap<>();
    valuation.changed().forEach((item, held) -> quantities.put(item, held.quantityThousandths()));
    return quantities;
  }

  private static List<Valued> all(Valuation valuation, List<Event> history) {
    return history.stream().flatMap(event -> value(valuation, event).stream()).toList();
  }

  private static List<Valued> value(Valuation valuation, Event event) {
    return switch (event) {
      case Moved moved -> valuation.value(moved.goods()).stream().toList();
      case Closed end -> {
        valuation.close(end.month());
        yield List.of();
      }
    };
  }

  private static List<Event> history(Random random) {
    List<Event> history = new ArrayList<>();
    YearMonth next = YearMonth.from(FIRST_DAY);
    int length = 10 + random.nextInt(60);
    for (int n = 1; n <= length; n++) {
      if (random.nextInt(20) == 0) {
        history.add(new Closed(next));
        next = next.plusMonths(1);
      }
      boolean comes = random.nextBoolean();
      Location own = random.nextBoolean() ? Location.SHOP_FLOOR : Location.BACK_ROOM;
      Location other = ELSEWHERE.get(random.nextInt(ELSEWHERE.size()));
      Long cost =
          comes && other == Location.SUPPLIER && random.nextInt(4) > 0
              ? Long.valueOf(random.nextInt(500_000))
              : null;
      history.add(
          new Moved(
              new Goods(
                  movement(
                      n,
                      comes ? other : own,
                      comes ? own : other,
                      ITEMS.get(random.nextInt(ITEMS.size())),
                      1 + random.nextInt(9_000)),
                  FIRST_DAY.plusDays(random.nextInt(120)).toString(),
                  cost == null ? OptionalLong.empty() : OptionalLong.of(cost),
                  false)));
    }
    return history;
  }

  private static Goods goods(
      long n, Location from, Location to, String item, long thousandths, Long cost) {
    return new Goods(
        movement(n, from, to, item, thousandths),
        "2026-11-20",
        cost == null ? OptionalLong.empty() : OptionalLong.of(cost),
        false);
  }

  private static Movement movement(
      long n, Location from, Location to, String item, long thousandths) {
    return new Movement(
        new DocumentKey(new StoreId("S1"), new TerminalId("T1"), 1, n),
        0,
        from,
        to,
        item,
        new Quantity(thousandths));
  }
}
