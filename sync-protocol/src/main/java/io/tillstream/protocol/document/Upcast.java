package io.tillstream.protocol.document;

/**
 * Reads a document of an earlier version as one of this version. What is stored stays as it was
 * made: the result is for looking at and booking, its bytes are nobody's. Pure.
 *
 * <p>Version 1 had one series per type, which counted through the epoch, and did not name it.
 */
public final class Upcast {

  private static final int COUNTER_DIGITS_MAX = 18;

  private Upcast() {}

  /** The document as this version says it; one of this or a later version as it is. */
  public static Document current(Document read) {
    return read != null && read.v() == 1 ? fromFirst(read) : read;
  }

  private static Document fromFirst(Document d) {
    return new Document(
        Document.VERSION_WITHOUT_PLACES,
        d.store(),
        d.terminal(),
        d.epoch(),
        d.n(),
        d.type(),
        d.number(),
        d.type() == null ? null : d.type().toString(),
        trailingDigits(d.number()),
        null,
        d.reference(),
        d.businessDate(),
        d.recordedAt(),
        d.skewMillis(),
        d.offline(),
        null,
        d.currency(),
        d.cashier(),
        d.customer(),
        d.reason(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        d.person(),
        null,
        d.lines(),
        d.tenders(),
        d.totalMinor());
  }

  /** Null when the number does not end in a counter, as an administrator's template may have it. */
  private static Long trailingDigits(String number) {
    int start = number == null ? 0 : number.length();
    while (start > 0 && number.charAt(start - 1) >= '0' && number.charAt(start - 1) <= '9') {
      start--;
    }
    int digits = number == null ? 0 : number.length() - start;
    return digits == 0 || digits > COUNTER_DIGITS_MAX
        ? null
        : (Long) Long.parseLong(number.substring(start));
  }
}
