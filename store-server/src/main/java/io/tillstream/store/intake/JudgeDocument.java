package io.tillstream.store.intake;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.store.shop.Shop;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whether the books can hold what a document says. One that they cannot hold is kept all the same,
 * but a person has to look at it. Pure; thread-safe.
 */
final class JudgeDocument {

  private static final int TEXT_LENGTH_MAX = 64;
  private static final int INSTANT_LENGTH_MAX = 32;
  private static final long THOUSANDTHS_MAX = Quantity.UNITS_MAX * 1_000;
  private static final long TEN_THOUSANDTHS_MAX = UnitPrice.MAJOR_UNITS_MAX * 10_000;

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
    if (document.v() < Document.VERSION_WITHOUT_PLACES || document.v() > Document.VERSION) {
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
        .or(() -> JudgeReferences.fault(document))
        .or(() -> text("reference", document.reference(), TEXT_LENGTH_MAX))
        .or(() -> date(document.businessDate()))
        .or(() -> instant(document.recordedAt()))
        .or(() -> plain("cashier", document.cashier()))
        .or(() -> plain("customer", document.customer()))
        .or(() -> plain("reason", document.reason()))
        .or(() -> person(document.person()))
        .or(() -> tenders(document.tenders()))
        .or(() -> Route.fault(document))
        .or(() -> lines(document));
  }

  private Optional<String> lines(Document document) {
    if (document.lines().size() > Document.LINES_MAX) {
      return Optional.of("it has more than " + Document.LINES_MAX + " lines");
    }
    long sum = 0;
    for (int i = 0; i < document.lines().size(); i++) {
      Line line = document.lines().get(i);
      Optional<String> fault = line(line);
      if (fault.isPresent()) {
        return Optional.of("line " + i + ": " + fault.get());
      }
      try {
        sum = Math.addExact(sum, line.totalMinor());
      } catch (ArithmeticException e) {
        return Optional.of("its lines add up to more than can be counted");
      }
    }
    return document.totalMinor() == (document.turnsTheSign() ? -sum : sum)
        ? Optional.empty()
        : Optional.of("its total is not the sum of its lines");
  }

  private Optional<String> line(Line line) {
    Optional<String> fault =
        text("item", line.item(), TEXT_LENGTH_MAX)
            .or(() -> plain("description", line.description()))
            .or(() -> plain("taxCode", line.taxCode()))
            .or(() -> serial(line.serial()));
    if (fault.isPresent()) {
      return fault;
    }
    if (line.quantityThousandths() <= 0 || line.quantityThousandths() > THOUSANDTHS_MAX) {
      return Optional.of("its quantity is out of range");
    }
    if (line.unitPriceTenThousandths() > TEN_THOUSANDTHS_MAX
        || line.unitPriceTenThousandths() < -TEN_THOUSANDTHS_MAX) {
      return Optional.of("its price is out of range");
    }
    Money total =
        new UnitPrice(line.unitPriceTenThousandths())
            .times(new Quantity(line.quantityThousandths()), shop.currency());
    return line.totalMinor() == total.minor()
        ? Optional.empty()
        : Optional.of("its total is not quantity times price");
  }

  private static Optional<String> serial(String serial) {
    return serial == null ? Optional.empty() : text("serial", serial, Line.SERIAL_LENGTH_MAX);
  }

  private static Optional<String> tenders(List<Tender> tenders) {
    return tenders == null
        ? Optional.empty()
        : tenders.stream().flatMap(each -> plain("tender", each.type()).stream()).findFirst();
  }

  private static Optional<String> person(Person person) {
    return person == null
        ? Optional.empty()
        : plain("name", person.name())
            .or(() -> plain("phone", person.phone()))
            .or(() -> plain("email", person.email()));
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

  private static Optional<String> instant(String recordedAt) {
    try {
      return recordedAt != null
              && recordedAt.length() <= INSTANT_LENGTH_MAX
              && Instant.parse(recordedAt) != null
          ? Optional.empty()
          : Optional.of("its recordedAt is no instant");
    } catch (DateTimeException e) {
      return Optional.of("its recordedAt is no instant");
    }
  }

  static Optional<String> text(String field, String value, int lengthMax) {
    if (value == null || value.isBlank()) {
      return Optional.of("it has no " + field);
    }
    if (value.length() > lengthMax) {
      return Optional.of("its " + field + " has more than " + lengthMax + " characters");
    }
    // SQL Server ignores blanks at the end of a key, H2 and SQLite do not.
    return value.equals(value.strip())
        ? plain(field, value)
        : Optional.of("its " + field + " begins or ends with a blank");
  }

  /** One text that cannot be sent would stop the feed for every terminal, so none gets in. */
  static Optional<String> plain(String field, String value) {
    return value == null || PlainText.is(value)
        ? Optional.empty()
        : Optional.of("its " + field + " holds what cannot be printed");
  }
}
