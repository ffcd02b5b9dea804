package io.tillstream.protocol.valuation;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.stock.Movement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Values the goods of one legal entity, one movement after the other. The same movements in the
 * same order, with the same months closed in between, give the same figures, wherever it was
 * interrupted and begun again. One thread.
 */
public final class Valuation {

  /** Where goods without a date go before any month was closed, so that a person sees them. */
  static final YearMonth EARLIEST = YearMonth.of(1970, 1);

  private static final YearMonth LATEST = YearMonth.of(9999, 12);

  /** A milliard of the currency's major unit in one movement, or of goods: no shop has that. */
  private static final long MOVEMENT_MAX = 10_000_000_000_000L;

  /** So many movements of that size leave room in a long. */
  private static final long HELD_MAX = 100_000_000_000_000_000L;

  private final Function<String, ItemValue> held;
  private final Map<String, ItemValue> changed = new TreeMap<>();
  private Optional<YearMonth> closedThrough;
  private long valuationSeq;

  /**
   * Goes on where an earlier one ended.
   *
   * @param valuationSeq how many movements were valued before
   * @param closedThrough the last month that is closed; all before it are, too
   * @param held what the entity has of an item; asked once for each
   */
  public Valuation(
      long valuationSeq, Optional<YearMonth> closedThrough, Function<String, ItemValue> held) {
    this.valuationSeq = valuationSeq;
    this.closedThrough = closedThrough;
    this.held = held;
  }

  /** From nothing. */
  public static Valuation fromTheBeginning() {
    return new Valuation(0, Optional.empty(), item -> ItemValue.NOTHING);
  }

  /**
   * Values goods as they are booked.
   *
   * @return empty when they neither came into the entity nor left it
   */
  public Optional<Valued> value(Goods goods) {
    Movement movement = goods.movement();
    boolean comes = Accounts.isOwn(movement.to(), goods.isBetweenEntities());
    if (comes == Accounts.isOwn(movement.from(), goods.isBetweenEntities())) {
      return Optional.empty();
    }
    Location counterpart = comes ? movement.from() : movement.to();
    Optional<YearMonth> dated = month(goods.businessDate());
    YearMonth booked = open(dated);
    Optional<ItemValue.Step> step = step(goods, comes);
    step.ifPresent(done -> changed.put(movement.item(), done.after()));
    long sign = step.isEmpty() ? 0 : comes ? 1 : -1;
    return Optional.of(
        new Valued(
            ++valuationSeq,
            movement,
            counterpart,
            booked,
            step.isEmpty() ? Remark.TOO_LARGE : remark(dated, booked),
            sign == 0 ? 0 : sign * movement.quantity().thousandths(),
            step.map(done -> sign * done.amountTenThousandths()).orElse(0L),
            step.map(ItemValue.Step::trueUpTenThousandths).orElse(0L)));
  }

  private static Remark remark(Optional<YearMonth> dated, YearMonth booked) {
    if (dated.isEmpty()) {
      return Remark.NO_DATE;
    }
    return dated.get().equals(booked) ? Remark.NONE : Remark.LATE;
  }

  /** Empty when its figures are too large to be true. */
  private Optional<ItemValue.Step> step(Goods goods, boolean comes) {
    ItemValue before = changed.computeIfAbsent(goods.movement().item(), held);
    long quantity = goods.movement().quantity().thousandths();
    if (quantity <= 0 || quantity > MOVEMENT_MAX) {
      return Optional.empty();
    }
    try {
      ItemValue.Step step;
      if (!comes) {
        step = before.issues(quantity);
      } else if (goods.unitCostTenThousandths().isPresent()) {
        step = before.receives(quantity, goods.unitCostTenThousandths().getAsLong());
      } else {
        step = before.receives(quantity);
      }
      return isOfAShop(step) ? Optional.of(step) : Optional.empty();
    } catch (ArithmeticException beyondALong) {
      return Optional.empty();
    }
  }

  private static boolean isOfAShop(ItemValue.Step step) {
    return Math.abs(step.amountTenThousandths()) <= MOVEMENT_MAX
        && Math.abs(step.trueUpTenThousandths()) <= HELD_MAX
        && Math.abs(step.after().quantityThousandths()) <= HELD_MAX
        && Math.abs(step.after().valueTenThousandths()) <= HELD_MAX;
  }

  /** The month that a business date says; none when it says nothing that is a date. */
  private static Optional<YearMonth> month(String businessDate) {
    if (businessDate == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(YearMonth.from(LocalDate.parse(businessDate)))
          .filter(month -> !month.isBefore(EARLIEST) && !month.isAfter(LATEST));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** That month, or the first one after it that is not closed. */
  private YearMonth open(Optional<YearMonth> month) {
    YearMonth firstOpen = closedThrough.map(closed -> closed.plusMonths(1)).orElse(EARLIEST);
    return month.filter(wanted -> wanted.isAfter(firstOpen)).orElse(firstOpen);
  }

  /** A month is closed, and all before it. From now on nothing is booked there. */
  public void close(YearMonth month) {
    closedThrough =
        Optional.of(closedThrough.filter(closed -> closed.isAfter(month)).orElse(month));
  }

  /** How many movements were valued so far. */
  public long valuationSeq() {
    return valuationSeq;
  }

  /** What was looked at since this began, by item, as it is now. */
  public Map<String, ItemValue> changed() {
    return changed;
  }
}
