package io.tillstream.store.inbox;

import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.store.changelog.Image;
import java.util.Optional;

/**
 * Whether a row of another program may be shown to terminals. The console and the catalogue file
 * are held to the same rules where they come in. Pure; thread-safe.
 */
final class JudgeRow {

  private static final long TEN_THOUSANDTHS_MAX = UnitPrice.MAJOR_UNITS_MAX * 10_000;
  private static final long BASIS_POINTS_MAX = 10_000;

  private JudgeRow() {}

  static Judged of(ForeignRow row) {
    Optional<String> fault = key(row);
    if (!row.present()) {
      return row.table() == Watched.TAX && row.related() != null
          ? new Judged.HeldBack(
              "it was removed, but item " + printable(row.related()) + " still names it")
          : new Judged.Gone(fault.isEmpty());
    }
    if (fault.isPresent()) {
      return new Judged.HeldBack(fault.get());
    }
    fault = values(row).or(() -> parent(row));
    return fault.isPresent() ? new Judged.HeldBack(fault.get()) : new Judged.Shown(image(row));
  }

  private static Optional<String> key(ForeignRow row) {
    if (row.key().isBlank()) {
      return Optional.of("its code is blank");
    }
    if (!row.key().equals(row.key().strip())) {
      // SQL Server ignores blanks at the end of a key, H2 and SQLite do not.
      return Optional.of("its code begins or ends with a blank");
    }
    if (row.table() == Watched.BARCODE && row.key().indexOf(' ') >= 0) {
      return Optional.of("a barcode holds no blank");
    }
    return plain("code", row.key());
  }

  private static Optional<String> values(ForeignRow row) {
    return switch (row.table()) {
      case TAX -> range("rate", row.number(), BASIS_POINTS_MAX);
      case PRICE -> range("price", row.number(), TEN_THOUSANDTHS_MAX);
      case ITEM -> plain("description", row.text());
      case CUSTOMER -> plain("name", row.text());
      case BARCODE -> Optional.empty();
    };
  }

  private static Optional<String> parent(ForeignRow row) {
    return switch (row.table()) {
      case TAX, CUSTOMER -> Optional.empty();
      case ITEM -> row.parent() == null ? Optional.empty() : parent(row, "tax code", row.parent());
      case BARCODE, PRICE -> parent(row, "item", row.parent());
    };
  }

  private static Optional<String> parent(ForeignRow row, String kind, String code) {
    if (row.related() == null) {
      return Optional.of("there is no " + kind + " " + printable(code));
    }
    return row.isParentHeld()
        ? Optional.of("its " + kind + " " + printable(code) + " is held back itself")
        : Optional.empty();
  }

  private static String image(ForeignRow row) {
    return switch (row.table()) {
      case TAX, PRICE -> Image.of(row.key(), row.number());
      case ITEM -> Image.of(row.key(), row.text(), row.parent(), row.number() == 1);
      case BARCODE -> Image.of(row.key(), row.parent());
      case CUSTOMER -> null;
    };
  }

  private static Optional<String> range(String field, long value, long most) {
    return value >= 0 && value <= most
        ? Optional.empty()
        : Optional.of("its " + field + " of " + value + " is not between 0 and " + most);
  }

  private static Optional<String> plain(String field, String value) {
    return PlainText.is(value)
        ? Optional.empty()
        : Optional.of("its " + field + " holds what cannot be printed");
  }

  private static String printable(String code) {
    return PlainText.is(code) ? code : "of that name";
  }
}
