package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.conflict.Piece;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.shop.Shop;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The facts of a case as people are shown it.
 *
 * @param shop whose
 */
record Facts(Shop shop) {

  /** How much is missing, where a case is about that. */
  String missing(KnownCase row) {
    return of(row)
        .filter(each -> isAboutQuantities(each.kind()))
        .map(conflict -> conflict.missing().toString())
        .orElse(null);
  }

  private static boolean isAboutQuantities(CaseKind kind) {
    return switch (kind) {
      case OVERSELL, TRANSFER, PROMISED -> true;
      case SERIAL, COUNT, UNKNOWN_ITEM, BLOCKED, PRICE -> false;
    };
  }

  /** The facts of a case; empty when only its settlement is known. */
  Optional<Conflict> of(KnownCase row) {
    if (row.causes().isEmpty()) {
      return Optional.empty();
    }
    return switch (row.kind()) {
      case OVERSELL ->
          Optional.of(
              new Conflict.Oversell(
                  row.subject(),
                  Objects.requireNonNullElse(row.held(), Quantity.ZERO),
                  Objects.requireNonNullElse(row.onHand(), Quantity.ZERO),
                  Objects.requireNonNullElse(row.backRoom(), Quantity.ZERO),
                  causes(row),
                  row.underway(),
                  worth(row),
                  row.awaited()));
      case SERIAL -> Optional.of(new Conflict.Serial(Piece.of(row.subject()), causes(row)));
      case UNKNOWN_ITEM -> Optional.of(new Conflict.UnknownItem(row.subject(), causes(row)));
      case BLOCKED -> Optional.of(row.sale().blocked(row.subject(), causes(row)));
      case PROMISED -> Optional.of(row.sale().promised(row, causes(row)));
      case PRICE ->
          Optional.of(new Conflict.Priced(row.subject(), row.sale().charged(), causes(row)));
      case TRANSFER -> Optional.ofNullable(row.transfer());
      case COUNT ->
          Optional.of(
              new Conflict.Count(
                  row.subject(), row.review().location(), row.review().inside(), causes(row)));
    };
  }

  private Money worth(KnownCase row) {
    boolean isMissing = row.price() != null && row.onHand() != null;
    return isMissing
        ? row.price().times(new Quantity(Math.abs(row.onHand().thousandths())), shop.currency())
        : null;
  }

  private static List<Cause> causes(KnownCase row) {
    return row.causes().stream().map(KnownCase.Joined::cause).toList();
  }
}
