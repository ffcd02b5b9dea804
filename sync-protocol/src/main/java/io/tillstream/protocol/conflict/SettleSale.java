package io.tillstream.protocol.conflict;

import io.tillstream.protocol.money.UnitPrice;
import java.util.List;

/** What fits where a sale did not go by the store's catalogue: the goods are gone all the same. */
final class SettleSale {

  private static final String AS_PAID = "No money moves; what customers paid stands.";

  private SettleSale() {}

  static List<Settlement> fitting(Conflict.UnknownItem unknown) {
    return List.of(
        nothingMoves(
            Choice.LEAVE_UNBOOKED,
            "Leaves these documents unbooked for good, because another document says what was sold"
                + " (make it first, and name it as the reason) or nothing was sold. They are kept,"
                + " and no goods of %s move.".formatted(unknown.item()),
            "No money moves in the books of goods; the day's totals keep what was paid."));
  }

  static List<Settlement> fitting(Conflict.Blocked blocked) {
    return List.of(
        nothingMoves(
            Choice.ACCEPT,
            "Leaves the sales of %s as they are. One that was wrong is voided at its terminal."
                .formatted(blocked.item()),
            AS_PAID),
        nothingMoves(
            Choice.CALL_BACK,
            "Says that the customers were asked to bring %s back. What they bring is a return at a"
                    .formatted(blocked.item())
                + " terminal.",
            "No money moves until goods come back."));
  }

  static List<Settlement> fitting(Conflict.Priced priced) {
    long more = priced.paidMore();
    String paid =
        more == 0
            ? "Customers paid as much as by the store's own prices."
            : "Customers paid %s %s than by the store's own prices; that stands."
                .formatted(new UnitPrice(Math.abs(more)), more > 0 ? "more" : "less");
    return List.of(
        nothingMoves(
            Choice.ACCEPT,
            "Leaves the sales as they are. What is to be paid back is a financial adjustment or a"
                + " void at a terminal.",
            paid));
  }

  private static Settlement nothingMoves(Choice choice, String says, String money) {
    return new Settlement(choice, says, List.of(), List.of(), money);
  }
}
