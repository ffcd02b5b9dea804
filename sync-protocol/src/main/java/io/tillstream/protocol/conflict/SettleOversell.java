package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Route;
import java.util.ArrayList;
import java.util.List;

/** What may be done where more was taken off the shop floor than was there. */
final class SettleOversell {

  private final Conflict.Oversell oversell;
  private final String item;
  private final Quantity missing;

  private SettleOversell(Conflict.Oversell oversell) {
    this.oversell = oversell;
    item = oversell.item();
    missing = oversell.missing();
  }

  /** All that fit, the one that changes least first. */
  static List<Settlement> fitting(Conflict.Oversell oversell) {
    return new SettleOversell(oversell).fitting();
  }

  private List<Settlement> fitting() {
    List<Settlement> fitting = new ArrayList<>();
    fitting.add(
        settlement(
            Choice.ACCEPT,
            "Leaves the books as they are: the shop floor goes on showing %s of %s."
                .formatted(oversell.onHand(), item)));
    if (!missing.isPositive()) {
      return fitting;
    }
    if (oversell.notAwaited().isPositive()) {
      fitting.addAll(orders(oversell.notAwaited()));
    }
    fitting.add(
        settlement(
            Choice.RECOUNT,
            ("Begins a count of %s on the shop floor. Nothing moves now; what the count finds is"
                    + " booked when it is posted.")
                .formatted(item)));
    if (oversell.backRoom().compareTo(missing) >= 0) {
      fitting.add(moved(Choice.FROM_BACK_ROOM, Location.BACK_ROOM));
    }
    fitting.add(moved(Choice.COMPENSATE, Location.ADJUSTMENT));
    oversell.causes().stream()
        .filter(cause -> cause.type() == DocumentType.SALE)
        .map(this::corrected)
        .forEach(fitting::add);
    return fitting;
  }

  /** What is owed already is not ordered again. */
  private List<Settlement> orders(Quantity more) {
    String before =
        oversell.awaited().isPositive()
            ? " Open orders count on %s more already.".formatted(oversell.awaited())
            : "";
    return List.of(
        settlement(
            Choice.BACK_ORDER,
            ("Keeps %s of %s as an open order, owed to whoever bought them.%s The shop floor shows"
                    + " %s until goods come in; what comes in first is theirs, and ends the order.")
                .formatted(more, item, before, oversell.onHand())),
        settlement(
            Choice.TRANSFER,
            ("Asks the store that you name to send %s of %s: head office tells it so within"
                    + " minutes. What that store has is not known here, and nothing is on"
                    + " its way until it books a dispatch.%s The shop floor shows %s until goods come"
                    + " in.")
                .formatted(more, item, before, oversell.onHand())));
  }

  private Settlement settlement(Choice choice, String says) {
    return new Settlement(choice, says, List.of(), List.of(), money());
  }

  /** What is known of money at a store: prices, and no cost. */
  private String money() {
    return oversell.worth() == null
        ? Settlement.NO_MONEY
        : "%s At today's price the missing goods sell for %s %s."
            .formatted(
                Settlement.NO_MONEY,
                oversell.worth(),
                oversell.worth().currency().getCurrencyCode());
  }

  private Settlement moved(Choice choice, Location from) {
    List<Settlement.Effect> stock = new ArrayList<>();
    stock.add(onTheFloor(missing));
    if (from == Location.BACK_ROOM) {
      stock.add(
          new Settlement.Effect(
              from, item, oversell.backRoom(), oversell.backRoom().plus(missing.negated())));
    }
    String says =
        from == Location.BACK_ROOM
            ? "Books that %s of %s came from the back room to the shop floor."
            : "Books %s of %s as found on the shop floor, out of the adjustments.";
    return new Settlement(
        choice,
        says.formatted(missing, item),
        List.of(Settlement.Move.within(new Route(from, Location.SHOP_FLOOR), item, missing)),
        stock,
        money());
  }

  /**
   * A receipt is a fact and stays; what its goods did is told anew by a document of the store's.
   */
  private Settlement corrected(Cause sale) {
    return new Settlement(
        Choice.CORRECT,
        sale.document(),
        ("Books that the customer of %s has none of the %s of %s that it says: they go back to"
                + " the shop floor by a new document.")
            .formatted(sale.number(), sale.quantity(), item),
        List.of(
            Settlement.Move.within(
                new Route(Location.CUSTOMER, Location.SHOP_FLOOR), item, sale.quantity())),
        List.of(onTheFloor(sale.quantity())),
        ("%s The receipt stays as it was paid; who is to get money back is given it by a void or"
                + " a return at the till instead, which brings the goods back by itself.")
            .formatted(Settlement.NO_MONEY));
  }

  private Settlement.Effect onTheFloor(Quantity more) {
    return new Settlement.Effect(
        Location.SHOP_FLOOR, item, oversell.onHand(), oversell.onHand().plus(more));
  }
}
