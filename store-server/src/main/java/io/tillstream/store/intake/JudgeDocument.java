package io.tillstream.store.intake;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.shop.Shop;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Whether the books can hold what a document says. One that they cannot hold is kept all the same,
 * but a person has to look at it. Pure; thread-safe.
 */
final class JudgeDocument {

  private static final int TEXT_LENGTH_MAX = 64;
  private static final int INSTANT_LENGTH_MAX = 32;
  private static final long THOUSANDTHS_MAX = Quantity.UNITS_MAX * 1_000;

  private final Shop shop;

  JudgeDocument(Shop shop) {
    this.shop = shop;
  }

  /**
   * What is wrong.
   *
   * @param key where it arrived
   * @return empty when the books can hold it
   */
  Optional<String> fault(Document document, DocumentKey key) {
    if (document.v() != Document.VERSION) {
      return Optional.of("version " + document.v() + " is not known");
    }
    if (document.store() == null
        || document.terminal() == null
        || document.epoch() < 1
        || document.n() < 1
        || !document.key().equals(key)) {
      return Optional.of("it does not name " + key + " as its own place");
    }
    if (document.type() == null || !DocumentType.madeAtTerminals().contains(document.type())) {
      return Optional.of("a terminal does not make documents of type " + document.type());
    }
    if (!shop.currency().getCurrencyCode().equals(document.currency())) {
      return Optional.of("its currency is not " + shop.currency());
    }
    return text("number", document.number(), TEXT_LENGTH_MAX)
        .or(() -> text("reference", document.reference(), TEXT_LENGTH_MAX))
        .or(() -> text("recordedAt", document.recordedAt(), INSTANT_LENGTH_MAX))
        .or(() -> date(document.businessDate()))
        .or(() -> lines(document));
  }

  private static Optional<String> lines(Document document) {
    if (document.lines().size() > Document.LINES_MAX) {
      return Optional.of("it has more than " + Document.LINES_MAX + " lines");
    }
    for (int i = 0; i < document.lines().size(); i++) {
      Line line = document.lines().get(i);
      Optional<String> item = text("item", line.item(), TEXT_LENGTH_MAX);
      if (item.isPresent()) {
        return Optional.of("line " + i + ": " + item.get());
      }
      if (line.quantityThousandths() <= 0 || line.quantityThousandths() > THOUSANDTHS_MAX) {
        return Optional.of("line " + i + ": its quantity is out of range");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> date(String businessDate) {
    try {
      // parse accepts years of more than four digits, which the books have no room for.
      return businessDate != null
              && LocalDate.parse(businessDate).toString().equals(businessDate)
              && businessDate.length() == 10
          ? Optional.empty()
          : Optional.of("its businessDate is no date");
    } catch (DateTimeException e) {
      return Optional.of("its businessDate is no date");
    }
  }

  private static Optional<String> text(String field, String value, int lengthMax) {
    if (value == null || value.isBlank()) {
      return Optional.of("it has no " + field);
    }
    if (value.length() > lengthMax) {
      return Optional.of("its " + field + " has more than " + lengthMax + " characters");
    }
    // SQL Server ignores blanks at the end of a key, H2 and SQLite do not.
    return value.equals(value.strip())
        ? Optional.empty()
        : Optional.of("its " + field + " begins or ends with a blank");
  }
}
