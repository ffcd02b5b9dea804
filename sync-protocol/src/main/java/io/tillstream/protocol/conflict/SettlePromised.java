package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Route;
import java.util.ArrayList;
import java.util.List;

/** What may be done where less is there than was promised. */
final class SettlePromised {

  private SettlePromised() {}

  /** All that fit, the one that changes least first. */
  static List<Settlement> fitting(Conflict.Promised promised) {
    String item = promised.item();
    Quantity missing = promised.missing();
    List<Settlement> fitting = new ArrayList<>();
    fitting.add(
        nothingMoves(
            Choice.ACCEPT,
            ("Leaves goods and promises as they are. Whoever cannot have the %s is told so, and"
                    + " that promise is ended.")
                .formatted(item)));
    if (!missing.isPositive()) {
      return fitting;
    }
    fitting.add(
        nothingMoves(
            Choice.BACK_ORDER,
            ("Keeps %s of %s as an open order for whom they are promised. It ends when as much is"
                    + " there as is promised.")
                .formatted(missing, item)));
    fitting.add(
        nothingMoves(
            Choice.TRANSFER,
            ("Asks the store that you name to send %s of %s: head office tells it so within"
                    + " minutes. Nothing is on its way until that store books a"
                    + " dispatch.")
                .formatted(missing, item)));
    fitting.add(
        new Settlement(
            Choice.COMPENSATE,
            "Books %s of %s as found on the shop floor, out of the adjustments."
                .formatted(missing, item),
            List.of(
                Settlement.Move.within(
                    new Route(Location.ADJUSTMENT, Location.SHOP_FLOOR), item, missing)),
            List.of(
                new Settlement.Effect(
                    Location.SHOP_FLOOR, item, promised.onHand(), promised.onHand().plus(missing))),
            Settlement.NO_MONEY));
    return fitting;
  }

  private static Settlement nothingMoves(Choice choice, String says) {
    return new Settlement(choice, says, List.of(), List.of(), Settlement.NO_MONEY);
  }
}
