package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.protocol.verdict.Verdict;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a document that was read can also be kept: of this store, whole, and not over-long. */
final class CheckReceived {

  /** Characters that the columns hold. */
  private static final int ITEM_MAX = 64;

  private static final String NO_CODE =
      "an item code has 1 to " + ITEM_MAX + " printable characters";

  private static final int NUMBER_MAX = 64;
  private static final int REFERENCE_MAX = 256;
  private static final int DETAIL_MAX = 1_000;
  private static final int DATE_MAX = 10;
  private static final int INSTANT_MAX = 40;

  /** Totals are written with the currency's own number of digits, so it must be a known one. */
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private CheckReceived() {}

  static Incoming check(StoreId store, Incoming.Received received) {
    String fault = fault(store, received);
    return fault == null ? received : new Incoming.Unapplicable(received.seq(), fault);
  }

  static Incoming check(long seq, DocumentKey key, String detail) {
    return detail != null && detail.length() <= DETAIL_MAX
        ? new Incoming.Dismissed(seq, key, detail)
        : new Incoming.Unapplicable(
            seq, "a dismissal gives a reason of at most " + DETAIL_MAX + " characters");
  }

  private static String fault(StoreId store, Incoming.Received received) {
    if (!received.key().store().equals(store)) {
      return "document " + received.key() + " belongs to another store";
    }
    if (received.verdict() == Verdict.DUPLICATE) {
      return "a fact is ACCEPTED or PARKED";
    }
    if (received.detail() != null && received.detail().length() > DETAIL_MAX) {
      return "the detail has more than " + DETAIL_MAX + " characters";
    }
    return received.document().map(CheckReceived::fault).orElse(null);
  }

  private static String fault(Document document) {
    if (document.type() == null) {
      return "the document has no type";
    }
    Optional<String> places = Route.fault(document);
    if (places.isPresent()) {
      return places.get();
    }
    for (Line line : document.lines()) {
      if (!isCode(line.item())) {
        return NO_CODE;
      }
    }
    if (document.count() != null
        && document.count().lines() != null
        && !document.count().lines().stream().allMatch(line -> isCode(line.item()))) {
      return NO_CODE;
    }
    return !fits(document.number(), NUMBER_MAX)
            || !fits(document.reference(), REFERENCE_MAX)
            || !fits(document.businessDate(), DATE_MAX)
            || !fits(document.recordedAt(), INSTANT_MAX)
            || !CURRENCIES.contains(String.valueOf(document.currency()))
        ? "number, reference, businessDate, recordedAt or currency is missing or not valid"
        : null;
  }

  private static boolean isCode(String item) {
    return fits(item, ITEM_MAX) && PlainText.is(item);
  }

  private static boolean fits(String value, int charactersMax) {
    return value != null && !value.isEmpty() && value.length() <= charactersMax;
  }
}
