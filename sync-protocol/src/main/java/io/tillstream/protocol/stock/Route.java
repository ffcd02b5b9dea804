package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.text.PlainText;
import java.util.Optional;

/**
 * Which way goods go.
 *
 * @param from where they leave
 * @param to where they arrive
 */
public record Route(Location from, Location to) {

  private static final Optional<Route> SALE =
      Optional.of(new Route(Location.SHOP_FLOOR, Location.CUSTOMER));
  private static final Optional<Route> RETURN =
      Optional.of(new Route(Location.CUSTOMER, Location.SHOP_FLOOR));
  private static final Optional<Route> WRITE_OFF =
      Optional.of(new Route(Location.SHOP_FLOOR, Location.ADJUSTMENT));
  private static final Optional<Route> GOODS_RECEIPT =
      Optional.of(new Route(Location.SUPPLIER, Location.SHOP_FLOOR));

  /** Of a document; empty when no goods move. */
  static Optional<Route> of(Document document) {
    if (document.type() != DocumentType.VOID) {
      return of(document.type(), document);
    }
    // A void says itself where the goods of a return went: each is booked without the other.
    return document.voids() == null
        ? Optional.empty()
        : of(document.voids().type(), document).map(Route::turnedRound);
  }

  private static Optional<Route> of(DocumentType type, Document says) {
    return switch (type) {
      case SALE -> SALE;
      case RETURN -> ending(RETURN, says.goodsTo());
      case WRITE_OFF -> WRITE_OFF;
      case GOODS_RECEIPT -> ending(GOODS_RECEIPT, says.to());
      case STOCK_MOVEMENT, TRANSFER_DISPATCH, TRANSFER_RECEIPT, TRANSFER_DIFFERENCE ->
          says.from() == null || says.to() == null
              ? Optional.empty()
              : Optional.of(new Route(says.from(), says.to()));
      // What counts move is of each line's own: see CountMovements.
      case FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          VOID,
          DAY_CLOSE,
          COUNT_MARK,
          COUNT,
          COUNT_RESTATEMENT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          Optional.empty();
    };
  }

  private static Optional<Route> ending(Optional<Route> usual, Location instead) {
    return instead == null ? usual : usual.map(route -> new Route(route.from(), instead));
  }

  private Route turnedRound() {
    return new Route(to, from);
  }

  /**
   * Whether goods go this way by a stock movement, which a person in the store makes: between its
   * real places, to scrap, back to the supplier, against what is missing or was found, and back
   * from a customer who never had them, whatever a receipt says.
   */
  public boolean isOfAStockMovement() {
    boolean found = (from == Location.ADJUSTMENT || from == Location.CUSTOMER) && to.isReal();
    boolean gone =
        to == Location.SCRAP || to == Location.ADJUSTMENT || to == Location.SUPPLIER || to.isReal();
    return found || (from.isReal() && gone && from != to);
  }

  /**
   * Whether a document takes back what the store has booked of a sale, because its void has brought
   * the same goods back. No person makes one; the store makes it once for each sale, whenever it
   * hears of both, so that a restored store makes it again under the same reference.
   */
  public static boolean isTakenBack(Document document) {
    return document.type() == DocumentType.STOCK_MOVEMENT
        && document.terminal().equals(TerminalId.STORE_ITSELF)
        && document.from() == Location.SHOP_FLOOR
        && document.to() == Location.CUSTOMER;
  }

  /** Whether goods of a transfer go this way by a document of this type. */
  public boolean isOf(DocumentType type) {
    boolean dispatched = from.isReal() && to == Location.IN_TRANSIT;
    boolean received = from == Location.IN_TRANSIT && to.isReal();
    boolean missing = from == Location.IN_TRANSIT && to == Location.ADJUSTMENT;
    boolean found = from == Location.ADJUSTMENT && to == Location.IN_TRANSIT;
    return (type == DocumentType.TRANSFER_DISPATCH && dispatched)
        || (type == DocumentType.TRANSFER_RECEIPT && received)
        || (type == DocumentType.TRANSFER_DIFFERENCE && (missing || found));
  }

  /** Whether somebody has to say why: what is scrapped, missing or found leaves nobody to ask. */
  public boolean needsReason() {
    return to == Location.SCRAP
        || to == Location.ADJUSTMENT
        || from == Location.ADJUSTMENT
        || from == Location.CUSTOMER;
  }

  /**
   * What a document says of places that makes no sense for one of its type.
   *
   * @return empty when it makes sense
   */
  public static Optional<String> fault(Document document) {
    if (!document.saysPlaces() && !isNeededBy(document.type())) {
      return Optional.empty(); // as nearly every document of a shop
    }
    if (document.v() < Document.VERSION) {
      return Optional.of("version " + document.v() + " has no word for where its goods go");
    }
    boolean fits =
        switch (document.type()) {
          case RETURN, VOID -> isScrappedReturn(document) && saysNothingElse(document);
          case GOODS_RECEIPT ->
              document.from() == null
                  && document.goodsTo() == null
                  && document.transfer() == null
                  && document.to().isReal();
          case STOCK_MOVEMENT ->
              hasRoute(document)
                  && document.transfer() == null
                  && (new Route(document.from(), document.to()).isOfAStockMovement()
                      || isTakenBack(document));
          case TRANSFER_DISPATCH, TRANSFER_RECEIPT, TRANSFER_DIFFERENCE ->
              hasRoute(document)
                  && isNamed(document)
                  && new Route(document.from(), document.to()).isOf(document.type());
          case SALE,
              WRITE_OFF,
              FINANCIAL_ADJUSTMENT,
              CUSTOMER,
              DAY_CLOSE,
              COUNT_MARK,
              COUNT,
              COUNT_RESTATEMENT,
              CASE_SETTLEMENT,
              PROMISE,
              PROMISE_END ->
              false;
        };
    return fits
        ? Optional.empty()
        : Optional.of("a " + document.type() + " does not move goods as it says");
  }

  private static boolean isNeededBy(DocumentType type) {
    return type == DocumentType.STOCK_MOVEMENT || type.isOfATransfer();
  }

  private static boolean hasRoute(Document document) {
    return document.from() != null && document.to() != null && document.goodsTo() == null;
  }

  private static boolean isNamed(Document document) {
    return document.transfer() != null
        && document.transfer().id() != null
        && PlainText.is(document.transfer().id())
        && document.transfer().id().length() <= Transfer.ID_LENGTH_MAX
        && document.transfer().store() != null;
  }

  private static boolean isScrappedReturn(Document document) {
    DocumentType type = document.voids() == null ? document.type() : document.voids().type();
    return type == DocumentType.RETURN && document.goodsTo() == Location.SCRAP;
  }

  private static boolean saysNothingElse(Document document) {
    return document.from() == null && document.to() == null && document.transfer() == null;
  }
}
