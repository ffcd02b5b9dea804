package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;

/**
 * One piece of an item.
 *
 * @param item its code
 * @param serial what is engraved on it; without the sign that separates the two in a name, because
 *     {@link #of} splits at the last one
 */
public record Piece(String item, String serial) {

  private static final char BETWEEN = '#';

  /** The piece of this name; without a serial number where the text has none. */
  public static Piece of(String subject) {
    int at = subject.lastIndexOf(BETWEEN);
    return at < 0
        ? new Piece(subject, "")
        : new Piece(subject.substring(0, at), subject.substring(at + 1));
  }

  /**
   * How many more customers have a piece after a document: 1 after a sale, -1 after a return or
   * after the store has booked that a customer never had it. These add up in any order (I7), and
   * more than 1 is a conflict.
   */
  public static int goneWith(Document document) {
    return switch (document.type()) {
      case SALE -> 1;
      case RETURN -> -1;
      case VOID -> document.voids() == null ? 0 : -gone(document.voids().type());
      case STOCK_MOVEMENT ->
          (document.to() == Location.CUSTOMER ? 1 : 0)
              - (document.from() == Location.CUSTOMER ? 1 : 0);
      case WRITE_OFF,
          FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          DAY_CLOSE,
          GOODS_RECEIPT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE,
          COUNT_MARK,
          COUNT,
          COUNT_RESTATEMENT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          0;
    };
  }

  private static int gone(DocumentType voided) {
    return voided == DocumentType.SALE ? 1 : voided == DocumentType.RETURN ? -1 : 0;
  }

  /** {@code LAMP#A-1}. */
  @Override
  public String toString() {
    return item + BETWEEN + serial;
  }
}
