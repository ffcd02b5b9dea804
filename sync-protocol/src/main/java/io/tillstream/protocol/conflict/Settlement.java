package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Route;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A settlement that fits a case, and what it would do.
 *
 * @param choice which
 * @param corrects the document that it turns round; null where it turns none
 * @param says what it does, in plain words
 * @param moves the goods that it moves, each by a document of the store's own
 * @param stock what that changes on hand, at the real places of the store
 * @param money what it means in money, in plain words
 */
public record Settlement(
    Choice choice,
    DocumentKey corrects,
    String says,
    List<Move> moves,
    List<Effect> stock,
    String money) {

  static final String NO_MONEY = "No money moves.";

  /** Copies the list. */
  public Settlement {
    moves = List.copyOf(moves);
    stock = List.copyOf(stock);
  }

  /** One that turns no document round. */
  Settlement(Choice choice, String says, List<Move> moves, List<Effect> stock, String money) {
    this(choice, null, says, moves, stock, money);
  }

  /**
   * Goods that move.
   *
   * @param type which document says so
   * @param way from where and to where
   * @param goods how much of which items
   * @param transfer the one it is of; null on any other document
   */
  public record Move(
      DocumentType type, Route way, SortedMap<String, Quantity> goods, Transfer transfer) {

    /** Keeps the goods to itself. */
    public Move {
      goods = Collections.unmodifiableSortedMap(new TreeMap<>(goods));
    }

    /** Between places of this store. */
    public static Move within(Route way, String item, Quantity quantity) {
      return new Move(
          DocumentType.STOCK_MOVEMENT, way, new TreeMap<>(Map.of(item, quantity)), null);
    }
  }

  /**
   * What becomes of an item at a place.
   *
   * @param location where
   * @param item of what
   * @param before what the books say now
   * @param after what they would say
   */
  public record Effect(Location location, String item, Quantity before, Quantity after) {}

  /** All that fit, the one that changes least first. */
  public static List<Settlement> fitting(Conflict conflict) {
    return switch (conflict) {
      case Conflict.Oversell oversell -> SettleOversell.fitting(oversell);
      case Conflict.Serial serial ->
          List.of(
              new Settlement(
                  Choice.ACCEPT,
                  "Leaves the documents as they are, because a number was misread or the piece had"
                      + " come back. A sale that was wrong is voided at its terminal, which ends the"
                      + " case by itself.",
                  List.of(),
                  List.of(),
                  NO_MONEY));
      case Conflict.Transfer transfer -> SettleTransfer.fitting(transfer);
      case Conflict.Count count -> SettleCount.fitting(count);
      case Conflict.UnknownItem unknown -> SettleSale.fitting(unknown);
      case Conflict.Blocked blocked -> SettleSale.fitting(blocked);
      case Conflict.Promised promised -> SettlePromised.fitting(promised);
      case Conflict.Priced priced -> SettleSale.fitting(priced);
    };
  }

  /** The one of this choice that turns no document round; empty when it does not fit. */
  public static Optional<Settlement> of(Choice choice, Conflict conflict) {
    return of(choice, null, conflict);
  }

  /**
   * The one of this choice; empty when it does not fit.
   *
   * @param corrects the document that it is to turn round, or null
   */
  public static Optional<Settlement> of(Choice choice, DocumentKey corrects, Conflict conflict) {
    return fitting(conflict).stream()
        .filter(each -> each.choice() == choice && Objects.equals(each.corrects(), corrects))
        .findFirst();
  }
}
