package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in plain words why a case came about, with the documents that caused it. Thread-safe. */
public final class Explain {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

  static final int TOLD_ONE_BY_ONE_MAX = 6;

  private final ZoneId zone;
  private final LocalDate today;

  /**
   * Explains for a reader.
   *
   * @param zone where the reader is
   * @param now of what happened on this day only the time is told
   */
  public Explain(ZoneId zone, Instant now) {
    this.zone = zone;
    today = LocalDate.ofInstant(now, zone);
  }

  /** Why. */
  public String why(Conflict conflict) {
    return switch (conflict) {
      case Conflict.Oversell oversell -> why(oversell);
      case Conflict.Transfer transfer -> why(transfer);
      case Conflict.Serial serial ->
          "Serial number %s of %s was sold more than once: %s. Either a number was misread, or a"
                  .formatted(serial.piece().serial(), serial.piece().item(), took(serial.causes()))
              + " piece that came back was not booked.";
      case Conflict.Count count ->
          "Count %s of the %s cannot be squared: nobody knows whether it includes these: %s."
                  .formatted(count.count(), count.location(), took(count.causes()))
              + " They are booked as if they came after it; what had left before it was counted is"
              + " taken off twice.";
      case Conflict.UnknownItem unknown -> new ExplainSales(this).why(unknown);
      case Conflict.Blocked blocked -> new ExplainSales(this).why(blocked);
      case Conflict.Promised promised -> new ExplainSales(this).why(promised);
      case Conflict.Priced priced -> new ExplainSales(this).why(priced);
    };
  }

  private String why(Conflict.Oversell oversell) {
    return "The shop floor held %s of %s; %s%s. %s"
        .formatted(
            oversell.held(),
            oversell.item(),
            took(oversell.causes()),
            oversell.underway().stream().map(each -> "; " + each).collect(Collectors.joining()),
            oversell.missing().isPositive()
                ? "That is " + oversell.missing() + " more than there was."
                : "The books have been put right since.");
  }

  private String why(Conflict.Transfer transfer) {
    TransferStanding standing = transfer.standing();
    String items =
        standing.items().entrySet().stream()
            .filter(each -> each.getValue().inTransit() != 0)
            .limit(TOLD_ONE_BY_ONE_MAX)
            .map(each -> of(each.getKey(), each.getValue()))
            .collect(Collectors.joining("; "));
    return "Transfer %s with store %s, begun on %s%s; %s. %s"
        .formatted(
            standing.id(),
            standing.other(),
            standing.startedOn(),
            items.isEmpty() ? "" : ": " + items,
            took(transfer.causes()),
            ending(transfer));
  }

  private static String of(String item, Balance balance) {
    String settled =
        balance.settled() == 0 ? "" : ", " + new Quantity(balance.settled()) + " given up";
    return "of %s %s were sent and %s received%s"
        .formatted(
            item, new Quantity(balance.dispatched()), new Quantity(balance.received()), settled);
  }

  private static String ending(Conflict.Transfer transfer) {
    return switch (transfer.standing().state()) {
      case RECEIVED_SHORT -> "Received %s short.".formatted(transfer.missing());
      case RECEIVED_OVER -> "Received %s more than was sent.".formatted(transfer.missing());
      case DISPATCHED, RECEIVED_IN_PART ->
          "It is overdue: nothing is known of the other %s.".formatted(transfer.missing());
      case RECEIVED_AHEAD -> "What was sent is not known here yet.";
      case CLOSED -> "Nothing of it is in transit any more.";
    };
  }

  /** What documents did: one by one when they are few, else each maker's together. */
  String took(List<Cause> causes) {
    if (causes.size() <= TOLD_ONE_BY_ONE_MAX) {
      return causes.stream().map(this::took).collect(Collectors.joining("; "));
    }
    Map<String, List<Cause>> byMaker =
        causes.stream()
            .collect(
                Collectors.groupingBy(
                    cause -> maker(cause.document().terminal()) + " " + verb(cause.type()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byMaker.entrySet().stream()
        .map(
            each ->
                each.getValue().size() == 1
                    ? took(each.getValue().getFirst())
                    : each.getKey() + " " + together(each.getValue()))
        .collect(Collectors.joining("; "));
  }

  private String together(List<Cause> causes) {
    Quantity sum = causes.stream().map(Cause::quantity).reduce(Quantity.ZERO, Quantity::plus);
    Instant first = causes.stream().map(Cause::madeAt).min(Instant::compareTo).orElseThrow();
    Instant last = causes.stream().map(Cause::madeAt).max(Instant::compareTo).orElseThrow();
    return "%s in %d documents from %s to %s%s"
        .formatted(sum, causes.size(), at(first), at(last), arrived(causes.getLast()));
  }

  /** What one document did: {@code terminal T2 sold 2 at 10:04, arrived 11:30 (sale S1-T2-…)}. */
  public String took(Cause cause) {
    return "%s %s %s at %s%s (%s %s)"
        .formatted(
            maker(cause.document().terminal()),
            verb(cause.type()),
            cause.quantity(),
            at(cause.madeAt()),
            arrived(cause),
            cause.type(),
            cause.number());
  }

  String arrived(Cause cause) {
    return cause.document().terminal().equals(TerminalId.STORE_ITSELF)
        ? ""
        : ", arrived " + at(cause.receivedAt());
  }

  private static String maker(TerminalId terminal) {
    return terminal.equals(TerminalId.STORE_ITSELF) ? "the store" : "terminal " + terminal;
  }

  private static String verb(DocumentType type) {
    return switch (type) {
      case SALE -> "sold";
      case WRITE_OFF -> "wrote off";
      case VOID -> "took back by a void";
      case TRANSFER_DISPATCH -> "sent to another store";
      case TRANSFER_RECEIPT -> "received";
      case TRANSFER_DIFFERENCE -> "gave up or found";
      case STOCK_MOVEMENT -> "moved away";
      case COUNT -> "missed by a count";
      case COUNT_RESTATEMENT -> "put a count right by";
      case RETURN -> "took back";
      case FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          DAY_CLOSE,
          COUNT_MARK,
          GOODS_RECEIPT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          "moved";
    };
  }

  /** A moment, with its day when that is not today. */
  public String at(Instant moment) {
    boolean isToday = LocalDate.ofInstant(moment, zone).equals(today);
    return (isToday ? TIME : DAY).format(moment.atZone(zone));
  }
}
