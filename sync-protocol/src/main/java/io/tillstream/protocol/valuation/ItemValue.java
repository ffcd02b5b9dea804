package io.tillstream.protocol.valuation;

/**
 * What a legal entity has of an item, and what that is worth.
 *
 * @param quantityThousandths on hand in all its stores; below zero when more was sold than had
 *     arrived
 * @param valueTenThousandths of that; below zero with it
 * @param unitCostTenThousandths the last known cost of one unit: the average while there is any on
 *     hand, then the last one there was
 * @param isCostKnown whether anybody ever said what it costs; until then it is worth nothing, and
 *     the first cost that is said holds for all that is there
 */
public record ItemValue(
    long quantityThousandths,
    long valueTenThousandths,
    long unitCostTenThousandths,
    boolean isCostKnown) {

  /** Before the first movement. */
  public static final ItemValue NOTHING = new ItemValue(0, 0, 0, false);

  /**
   * What a movement has done.
   *
   * @param after what there is now
   * @param amountTenThousandths what came in is worth, or what went out did cost; positive
   * @param trueUpTenThousandths how much more, or less, than it was booked at, what had been sold
   *     below zero has cost now that it has arrived
   */
  public record Step(ItemValue after, long amountTenThousandths, long trueUpTenThousandths) {}

  /**
   * Goods come in, and it is known what they cost.
   *
   * @param thousandths more than zero
   * @param unitCost of one unit, ten-thousandths
   */
  public Step receives(long thousandths, long unitCost) {
    return receives(thousandths, unitCost, true);
  }

  /** Goods come in of which nobody says what they cost: a return, for example. */
  public Step receives(long thousandths) {
    return receives(thousandths, unitCostTenThousandths, isCostKnown);
  }

  private Step receives(long thousandths, long unitCost, boolean known) {
    long amount = CostOf.quantity(thousandths, unitCost);
    long quantity = Math.addExact(quantityThousandths, thousandths);
    long value;
    if (known && !isCostKnown) {
      // The first cost that anybody says holds for what came or went before, too.
      value = CostOf.quantity(quantity, unitCost);
    } else if (quantityThousandths >= 0) {
      value = Math.addExact(valueTenThousandths, amount);
    } else if (quantity >= 0) {
      // What had been sold below zero has arrived; what is left of the delivery is at its own cost.
      value = CostOf.quantity(quantity, unitCost);
    } else {
      // So much of what was sold below zero is still to come.
      value =
          valueTenThousandths
              - CostOf.share(valueTenThousandths, thousandths, -quantityThousandths);
    }
    long trueUp = Math.subtractExact(Math.addExact(valueTenThousandths, amount), value);
    return new Step(of(quantity, value, unitCost, known), amount, trueUp);
  }

  /**
   * Goods go out at the average; what is not there, at the last known cost.
   *
   * @param thousandths more than zero
   */
  public Step issues(long thousandths) {
    long cost;
    if (quantityThousandths > thousandths) {
      cost = CostOf.share(valueTenThousandths, thousandths, quantityThousandths);
    } else if (quantityThousandths > 0) {
      cost =
          Math.addExact(
              valueTenThousandths,
              CostOf.quantity(thousandths - quantityThousandths, unitCostTenThousandths));
    } else {
      cost = CostOf.quantity(thousandths, unitCostTenThousandths);
    }
    return new Step(
        of(
            Math.subtractExact(quantityThousandths, thousandths),
            Math.subtractExact(valueTenThousandths, cost),
            unitCostTenThousandths,
            isCostKnown),
        cost,
        0);
  }

  private static ItemValue of(long quantity, long value, long lastCost, boolean known) {
    return new ItemValue(
        quantity, value, quantity > 0 ? CostOf.unit(value, quantity) : lastCost, known);
  }
}
