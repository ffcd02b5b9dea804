package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.protocol.transfer.TransferState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What may be done about a transfer that does not add up. After all but waiting it is closed. */
final class SettleTransfer {

  private static final Route LOST = new Route(Location.IN_TRANSIT, Location.ADJUSTMENT);
  private static final Route FOUND = new Route(Location.ADJUSTMENT, Location.IN_TRANSIT);

  private final TransferStanding standing;
  private final Location place;
  private final Map<String, Quantity> there;
  private final SortedMap<String, Quantity> missing = new TreeMap<>();
  private final SortedMap<String, Quantity> tooMuch = new TreeMap<>();

  private SettleTransfer(Conflict.Transfer transfer) {
    standing = transfer.standing();
    place = transfer.place();
    there = transfer.there();
    standing
        .items()
        .forEach(
            (item, balance) -> {
              if (balance.inTransit() > 0) {
                missing.put(item, new Quantity(balance.inTransit()));
              } else if (balance.inTransit() < 0) {
                tooMuch.put(item, new Quantity(-balance.inTransit()));
              }
            });
  }

  /** All that fit, the one that changes least first. */
  static List<Settlement> fitting(Conflict.Transfer transfer) {
    return new SettleTransfer(transfer).fitting(transfer.standing().state());
  }

  private List<Settlement> fitting(TransferState state) {
    return switch (state) {
      case RECEIVED_SHORT ->
          tooMuch.isEmpty()
              ? List.of(waiting(), lost(), countedAgain())
              : List.of(waiting(), lost());
      case RECEIVED_OVER -> List.of(waiting(), found());
      // Whoever sent them decides; to receive them is the other store's.
      case DISPATCHED, RECEIVED_IN_PART -> List.of(waiting(), lost());
      case RECEIVED_AHEAD, CLOSED -> List.of(waiting());
    };
  }

  private Settlement waiting() {
    return new Settlement(
        Choice.WAIT,
        "Leaves the transfer as it is, for goods or papers that may still come; a further document"
            + " of this store that does not close it opens another case.",
        List.of(),
        List.of(),
        Settlement.NO_MONEY);
  }

  private Settlement lost() {
    return differences(Choice.LOST, "Books as lost on the way: " + said(missing));
  }

  private Settlement found() {
    return differences(Choice.FOUND, "Books as found what came too much: " + said(tooMuch));
  }

  /** What is missing is taken out of transit, and what came too much is put into it. */
  private Settlement differences(Choice choice, String says) {
    List<Settlement.Move> moves = new ArrayList<>();
    if (!missing.isEmpty()) {
      moves.add(move(DocumentType.TRANSFER_DIFFERENCE, LOST, missing));
    }
    if (!tooMuch.isEmpty()) {
      moves.add(move(DocumentType.TRANSFER_DIFFERENCE, FOUND, tooMuch));
    }
    String both =
        choice == Choice.LOST && !tooMuch.isEmpty()
            ? says + ", and as found what came too much: " + said(tooMuch)
            : says;
    return new Settlement(choice, both + ".", moves, inTransit(), Settlement.NO_MONEY);
  }

  private Settlement countedAgain() {
    List<Settlement.Effect> effects = new ArrayList<>(inTransit());
    missing.forEach(
        (item, quantity) -> {
          Quantity before = there.get(item);
          if (before != null) {
            effects.add(new Settlement.Effect(place, item, before, before.plus(quantity)));
          }
        });
    return new Settlement(
        Choice.COUNTED_AGAIN,
        "Books as received %s, because a second count found it there: %s."
            .formatted(
                place == Location.BACK_ROOM ? "in the back room" : "on the shop floor",
                said(missing)),
        List.of(
            move(DocumentType.TRANSFER_RECEIPT, new Route(Location.IN_TRANSIT, place), missing)),
        effects,
        Settlement.NO_MONEY);
  }

  private Settlement.Move move(DocumentType type, Route way, SortedMap<String, Quantity> goods) {
    return new Settlement.Move(
        type, way, goods, new Transfer(standing.id(), standing.other(), null));
  }

  private List<Settlement.Effect> inTransit() {
    List<Settlement.Effect> effects = new ArrayList<>();
    standing
        .items()
        .forEach(
            (item, balance) -> {
              if (balance.inTransit() != 0) {
                effects.add(
                    new Settlement.Effect(
                        Location.IN_TRANSIT,
                        item,
                        new Quantity(balance.inTransit()),
                        Quantity.ZERO));
              }
            });
    return effects;
  }

  private static String said(SortedMap<String, Quantity> goods) {
    return String.join(
        ", ",
        goods.entrySet().stream().map(each -> each.getValue() + " of " + each.getKey()).toList());
  }
}
