package io.tillstream.agent.till;

import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is printed: plain text, the same for the same document whenever it is asked for. Pure. */
final class Receipt {

  private static final int WIDTH = 42;
  private static final String RULE = "-".repeat(WIDTH) + "\n";
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Document document;
  private final Currency currency;
  private final StringBuilder out;

  private Receipt(Document document) {
    this.document = document;
    this.currency = Currency.getInstance(document.currency());
    this.out = new StringBuilder(512 + 96 * document.lines().size());
  }

  /**
   * The receipt of a document.
   *
   * @param zone in which the shop reads its clock
   */
  static String of(Document document, ZoneId zone) {
    Receipt receipt = new Receipt(document);
    receipt.head(zone);
    receipt.person();
    receipt.lines();
    receipt.foot();
    return receipt.out.toString();
  }

  private void head(ZoneId zone) {
    sides("Store " + document.store(), "Terminal " + document.terminal());
    sides(title(), LOCAL_TIME.format(Instant.parse(document.recordedAt()).atZone(zone)));
    line("No. " + document.number());
    sides("Ref. " + document.reference(), "Day " + document.businessDate());
    if (document.cashier() != null) {
      line("Cashier " + document.cashier());
    }
    if (document.customer() != null) {
      line("Customer " + document.customer());
    }
    if (document.voids() != null) {
      line("Voids " + document.voids().number());
    }
    if (document.replaces() != null) {
      line("Instead of " + document.replaces().number());
    }
    if (document.goodsTo() == Location.SCRAP) {
      line("Not to be sold again");
    }
    if (document.count() != null) {
      line("Count " + document.count().id());
    }
    if (document.reason() != null) {
      line("Reason " + document.reason());
    }
    if (document.offline() != null) {
      // The customer and the books must be able to tell: the store had not seen this one yet.
      line("*** OFFLINE ***");
    }
    out.append(RULE);
  }

  private void person() {
    if (document.person() != null) {
      line("Name  " + document.person().name());
      if (document.person().phone() != null) {
        line("Phone " + document.person().phone());
      }
      if (document.person().email() != null) {
        line("Email " + document.person().email());
      }
      out.append(RULE);
    }
  }

  private void lines() {
    for (Line each : document.lines()) {
      line(each.description() == null ? each.item() : each.item() + " " + each.description());
      sides(
          "  "
              + new Quantity(each.quantityThousandths())
              + " x "
              + unitPrice(each.unitPriceTenThousandths()),
          money(each.totalMinor()));
    }
  }

  private void foot() {
    if (!document.lines().isEmpty()) {
      out.append(RULE);
      sides("TOTAL " + document.currency(), money(document.totalMinor()));
    }
    taxes().forEach((rate, tax) -> sides("  incl. tax " + percent(rate), money(tax)));
    if (document.tenders() != null) {
      tenders(document.tenders());
    }
    if (document.leased() != null) {
      document.leased().forEach(each -> sides(each.range(), Long.toString(each.number())));
    }
    if (document.closes() != null) {
      totals(document.closes());
    }
  }

  private void totals(DayTotals totals) {
    line("Documents %d to %d".formatted(totals.from(), totals.to()));
    for (DayTotals.OfType each : totals.types()) {
      sides("%d x %s".formatted(each.documents(), each.type()), money(each.totalMinor()));
    }
    out.append(RULE);
    tenders(totals.tenders());
  }

  private void tenders(List<Tender> tenders) {
    for (Tender tender : tenders) {
      sides(tender.type(), money(tender.amountMinor()));
    }
  }

  private SortedMap<Integer, Long> taxes() {
    long sign = document.turnsTheSign() ? -1 : 1;
    SortedMap<Integer, Long> taxes = new TreeMap<>();
    for (Line each : document.lines()) {
      if (each.taxRateBasisPoints() != null && each.taxMinor() != null) {
        taxes.merge(each.taxRateBasisPoints(), sign * each.taxMinor(), Long::sum);
      }
    }
    return taxes;
  }

  private String title() {
    return switch (document.type()) {
      case SALE -> "SALE";
      case RETURN -> "RETURN";
      case WRITE_OFF -> "WRITE-OFF";
      case FINANCIAL_ADJUSTMENT -> "ADJUSTMENT";
      case CUSTOMER -> "NEW CUSTOMER";
      case VOID -> "VOID";
      case DAY_CLOSE -> "DAY CLOSE";
      case GOODS_RECEIPT -> "GOODS RECEIPT";
      case STOCK_MOVEMENT -> "STOCK MOVEMENT";
      case TRANSFER_DISPATCH -> "TRANSFER OUT";
      case TRANSFER_RECEIPT -> "TRANSFER IN";
      case TRANSFER_DIFFERENCE -> "TRANSFER DIFFERENCE";
      case COUNT_MARK -> "COUNT MARK";
      case COUNT -> "COUNT";
      case COUNT_RESTATEMENT -> "COUNT RESTATEMENT";
      case CASE_SETTLEMENT -> "CASE SETTLEMENT";
      case PROMISE -> "PROMISE";
      case PROMISE_END -> "PROMISE END";
    };
  }

  private String money(long minor) {
    return new Money(minor, currency).toString();
  }

  private String unitPrice(long tenThousandths) {
    // At least the coin's digits, as customers know prices: 2.50, but 0.0425 whole.
    BigDecimal price = new BigDecimal(new UnitPrice(tenThousandths).toString());
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    return price.scale() < digits ? price.setScale(digits).toPlainString() : price.toPlainString();
  }

  private static String percent(int basisPoints) {
    BigDecimal percent = BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros();
    return percent.setScale(Math.max(0, percent.scale())).toPlainString() + "%";
  }

  /** One to the left, one to the right; on lines of their own where one line has no room. */
  private void sides(String left, String right) {
    if (left.length() + 1 + right.length() > WIDTH) {
      line(left);
      WrapText.at(WIDTH, right)
          .forEach(part -> out.repeat(' ', WIDTH - part.length()).append(part).append('\n'));
      return;
    }
    out.append(left).repeat(' ', WIDTH - left.length() - right.length()).append(right).append('\n');
  }

  private void line(String text) {
    WrapText.at(WIDTH, text).forEach(part -> out.append(part).append('\n'));
  }
}
