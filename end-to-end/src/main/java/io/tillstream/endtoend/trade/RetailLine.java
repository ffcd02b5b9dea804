package io.tillstream.endtoend.trade;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/**
 * A line of the file, read and checked.
 *
 * @param invoice its number
 * @param type the document it goes on
 * @param item its code
 * @param description may be empty
 * @param quantity positive; the type says which way the goods go
 * @param businessDate ISO
 * @param price negative only on a financial adjustment
 * @param customer may be empty
 */
record RetailLine(
    String invoice,
    DocumentType type,
    String item,
    String description,
    Quantity quantity,
    String businessDate,
    UnitPrice price,
    String customer) {

  private static final Pattern INVOICE = Pattern.compile("(?<letter>[CA]?)[0-9]+");

  private static final Set<String> NOT_GOODS =
      Set.of(
          "POST",
          "DOT",
          "M",
          "m",
          "D",
          "S",
          "C2",
          "B",
          "CRUK",
          "PADS",
          "AMAZONFEE",
          "BANK CHARGES");

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it makes no sense; the message says why
   */
  static RetailLine of(CSVRecord row) {
    require(row.size() == 8, "a line has 8 fields, this one has " + row.size());
    String invoice = row.get(0);
    var kind = INVOICE.matcher(invoice);
    require(kind.matches(), "'" + invoice + "' is not an invoice number");
    require(!row.get(1).isBlank(), "the item code is missing");
    Quantity quantity = Quantity.of(decimal("quantity", row.get(3)));
    UnitPrice price = UnitPrice.of(decimal("unit price", row.get(5)));
    DocumentType type =
        switch (kind.group("letter")) {
          case "C" -> DocumentType.RETURN;
          case "A" -> DocumentType.FINANCIAL_ADJUSTMENT;
          default -> quantity.isPositive() ? DocumentType.SALE : DocumentType.WRITE_OFF;
        };
    require(quantity.thousandths() != 0, "the quantity is zero");
    require(
        type != DocumentType.RETURN || !quantity.isPositive(),
        "a return (" + invoice + ") has a negative quantity, not " + quantity);
    require(
        type != DocumentType.FINANCIAL_ADJUSTMENT || quantity.isPositive(),
        "a financial adjustment (" + invoice + ") has a positive quantity, not " + quantity);
    require(
        type == DocumentType.FINANCIAL_ADJUSTMENT || price.tenThousandths() >= 0,
        "only a financial adjustment has a negative price, not " + invoice);
    return new RetailLine(
        invoice,
        type,
        row.get(1),
        row.get(2).strip(),
        quantity.isPositive() ? quantity : quantity.negated(),
        date(row.get(4)),
        price,
        row.get(6).strip());
  }

  /** Whether this code stands for goods, and not for postage, a fee or a voucher. */
  static boolean isGoods(String item) {
    return !NOT_GOODS.contains(item) && !item.startsWith("gift_");
  }

  Receipt.Line toReceiptLine() {
    return new Receipt.Line(item, null, quantity, price, description, isGoods(item));
  }

  private static BigDecimal decimal(String what, String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the " + what + " '" + text + "' is not a number", e);
    }
  }

  private static String date(String text) {
    try {
      return LocalDateTime.parse(text.strip()).toLocalDate().toString();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "the invoice date '" + text + "' is not like 2010-12-01T08:26:00", e);
    }
  }

  private static void require(boolean fulfilled, String otherwise) {
    if (!fulfilled) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
