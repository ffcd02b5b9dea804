package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** The kinds of document; each has a series of its own on a terminal. */
public enum DocumentType {
  /** Goods leave with the customer, money comes in. */
  SALE("sale"),
  /** Goods come back, money goes out. */
  RETURN("return"),
  /** Goods are gone without a customer: broken, stolen, expired. */
  WRITE_OFF("write-off"),
  /** Money moves and no goods: a bad debt, a fee. */
  FINANCIAL_ADJUSTMENT("financial-adjustment"),
  /** A new customer, taken down at the till. */
  CUSTOMER("customer"),
  /** Takes back another document of the same terminal, which keeps its number. */
  VOID("void"),
  /** Totals since the last close; ends a business date. */
  DAY_CLOSE("day-close"),
  /** What a terminal makes from here on is not in a count. */
  COUNT_MARK("count-mark"),
  /** Goods arrive from a supplier; made by the store itself. */
  GOODS_RECEIPT("goods-receipt"),
  /** Goods move within a store, are scrapped, adjusted or sent back; made by the store itself. */
  STOCK_MOVEMENT("stock-movement"),
  /** Goods leave for another store; made by the store itself. */
  TRANSFER_DISPATCH("transfer-dispatch"),
  /** Goods arrive from another store; made by the store itself. */
  TRANSFER_RECEIPT("transfer-receipt"),
  /** Goods of a transfer did not arrive, or more did; made by the store itself. */
  TRANSFER_DIFFERENCE("transfer-difference"),
  /** What was found, and which documents that includes; made by the store itself. */
  COUNT("count"),
  /** A count's variance put right for a document that came late; made by the store itself. */
  COUNT_RESTATEMENT("count-restatement"),
  /** A stock conflict was decided on; made by the store itself. */
  CASE_SETTLEMENT("case-settlement"),
  /** Goods are kept for a customer; made by the store itself. */
  PROMISE("promise"),
  /** A promise holds no more; made by the store itself, under the promise's reference. */
  PROMISE_END("promise-end");

  private static final List<DocumentType> AT_TERMINALS =
      List.of(SALE, RETURN, WRITE_OFF, FINANCIAL_ADJUSTMENT, CUSTOMER, VOID, DAY_CLOSE, COUNT_MARK);

  private final String wireName;

  DocumentType(String wireName) {
    this.wireName = wireName;
  }

  /** The kinds that a terminal makes, and needs a series for. */
  public static List<DocumentType> madeAtTerminals() {
    return AT_TERMINALS;
  }

  /** Whether it is a part of a transfer between two stores. */
  public boolean isOfATransfer() {
    return this == TRANSFER_DISPATCH || this == TRANSFER_RECEIPT || this == TRANSFER_DIFFERENCE;
  }

  /**
   * Whether a document of this kind can be voided. A customer is known elsewhere as soon as he is
   * sent, and what a void or a close says has happened.
   */
  public boolean isVoidable() {
    return switch (this) {
      case SALE, RETURN, WRITE_OFF, FINANCIAL_ADJUSTMENT -> true;
      case CUSTOMER,
          VOID,
          DAY_CLOSE,
          COUNT_MARK,
          GOODS_RECEIPT,
          STOCK_MOVEMENT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE,
          COUNT,
          COUNT_RESTATEMENT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          false;
    };
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static DocumentType of(String wireName) {
    return Arrays.stream(values())
        .filter(type -> type.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no document type '" + wireName + "'"));
  }

  @Override
  @JsonValue
  public String toString() {
    return wireName;
  }
}
