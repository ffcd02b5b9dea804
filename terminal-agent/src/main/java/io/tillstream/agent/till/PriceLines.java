package io.tillstream.agent.till;

import io.tillstream.agent.catalogue.Item;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * Turns what was asked for into lines with prices, totals and tax, by what the catalogue says now.
 * Each line is rounded once; the total is the sum of the rounded lines. Pure; one request.
 */
final class PriceLines {

  private final TillRequest request;
  private final Currency currency;
  private final Faults faults = new Faults();

  private PriceLines(TillRequest request, Currency currency) {
    this.request = request;
    this.currency = currency;
  }

  /**
   * Lines and what they add up to.
   *
   * @param lines in the order asked for
   * @param totalMinor minor units; negative when the shop pays
   */
  record Priced(List<Line> lines, long totalMinor) {}

  /**
   * Prices a request.
   *
   * @param codes the item code of each line, null where a barcode is unknown
   * @param items what the catalogue knows of them
   * @throws ProblemException naming the lines that cannot be sold
   */
  static Priced of(
      TillRequest request, List<String> codes, Map<String, Item> items, Currency currency) {
    return new PriceLines(request, currency).priced(codes, items);
  }

  private Priced priced(List<String> codes, Map<String, Item> items) {
    List<Line> lines = new ArrayList<>(codes.size());
    long sum = 0;
    Money most = Money.of(BigDecimal.valueOf(Money.MAJOR_UNITS_MAX), currency);
    for (int i = 0; i < codes.size(); i++) {
      String code = codes.get(i);
      Line line = line(i, code, code == null ? null : items.get(code));
      if (line != null) {
        lines.add(line);
        sum += line.totalMinor();
        if (Math.abs(sum) > most.minor()) {
          faults.add(ProblemCode.OUT_OF_RANGE, "lines", "add up to more than " + most);
          break;
        }
      }
    }
    long total = request.type() == DocumentType.RETURN ? -sum : sum;
    faults.throwIfAny();
    requireTendered(total);
    return new Priced(lines, total);
  }

  private Line line(int index, String code, Item item) {
    TillRequest.Wanted wanted = request.lines().get(index);
    if (code == null) {
      faults.add(
          ProblemCode.INVALID_FIELD,
          "lines[" + index + "].barcode",
          "no item with this barcode is known here; give its code and price");
      return null;
    }
    boolean free = request.type() == DocumentType.WRITE_OFF;
    UnitPrice price = free ? UnitPrice.ZERO : wanted.unitPrice();
    if (price == null) {
      price = item == null ? null : item.price();
    }
    if (price == null) {
      faults.add(
          ProblemCode.PRICE_MISSING,
          "lines[" + index + "].unitPrice",
          item == null
              ? "is missing, and the item is not known here"
              : "is missing, and the catalogue has no price for the item");
      return null;
    }
    Money total = price.times(wanted.quantity(), currency);
    String description =
        wanted.description() == null && item != null ? item.description() : wanted.description();
    Integer rate = item == null || free ? null : item.taxRateBasisPoints();
    return new Line(
        code,
        description,
        wanted.quantity().thousandths(),
        price.tenThousandths(),
        total.minor(),
        item == null || free ? null : item.taxCode(),
        rate,
        rate == null ? null : (Long) total.taxWithin(rate).minor(),
        item == null ? null : (Boolean) movesStock(item),
        null,
        wanted.serial());
  }

  private boolean movesStock(Item item) {
    return switch (request.type()) {
      case SALE, RETURN, WRITE_OFF -> item.stocked();
      case FINANCIAL_ADJUSTMENT,
          CUSTOMER,
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

  private void requireTendered(long totalMinor) {
    if (request.tenders() == null) {
      return;
    }
    long tendered = request.tenders().stream().mapToLong(Tender::amountMinor).sum();
    if (tendered != totalMinor) {
      faults.add(
          ProblemCode.TENDER_MISMATCH,
          "tenders",
          "add up to %s, the total is %s"
              .formatted(new Money(tendered, currency), new Money(totalMinor, currency)));
      faults.throwIfAny();
    }
  }
}
