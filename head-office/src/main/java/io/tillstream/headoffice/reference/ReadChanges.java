package io.tillstream.headoffice.reference;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.RowName;
import io.tillstream.protocol.money.InvalidAmount;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what head office is to say, and names everything that is wrong with it. One use. */
final class ReadChanges {

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,15})?");
  private static final int PERCENT_DECIMALS = 2;

  private final int changesMax;
  private final Faults faults = new Faults();
  private final List<Change> changes = new ArrayList<>();
  private final Set<RowName> named = new HashSet<>();

  ReadChanges(int changesMax) {
    this.changesMax = changesMax;
  }

  /**
   * Reads them.
   *
   * @throws ProblemException naming the faults
   */
  List<Change> read(ChangesBody body) {
    if (body == null || body.changes() == null) {
      throw ProblemException.of(ProblemCode.INVALID_FIELD, "changes: is missing")
          .field("changes", "is missing");
    }
    if (body.changes().size() > changesMax) {
      String detail = "are more than " + changesMax;
      throw ProblemException.of(ProblemCode.OUT_OF_RANGE, "changes: " + detail)
          .field("changes", detail);
    }
    for (int place = 0; place < body.changes().size(); place++) {
      read(place, body.changes().get(place));
    }
    faults.throwIfAny();
    return List.copyOf(changes);
  }

  private void read(int place, ChangesBody.ChangeBody body) {
    Optional<LayeredTable> known =
        body == null || body.table() == null ? Optional.empty() : LayeredTable.of(body.table());
    if (known.isEmpty()) {
      fault(place, "table", "must be one of " + Arrays.toString(LayeredTable.values()));
      return;
    }
    LayeredTable table = known.get();
    Optional<String> wrongKey = table.keyFault(body.key());
    if (wrongKey.isPresent()) {
      fault(place, "key", wrongKey.get());
      return;
    }
    if (!named.add(new RowName(table.toString(), body.key()))) {
      fault(place, "key", "is named twice in table " + table);
    }
    entry(place, table, body)
        .ifPresent(said -> changes.add(new Change(place, table, body.key(), said)));
  }

  /** Empty after a fault; else what is said, which may be nothing any more. */
  private Optional<Optional<Entry>> entry(
      int place, LayeredTable table, ChangesBody.ChangeBody body) {
    if (Boolean.TRUE.equals(body.removed())) {
      return Optional.of(Optional.empty());
    }
    if (Boolean.TRUE.equals(body.withheld())) {
      if (table == LayeredTable.TAX) {
        fault(place, "withheld", "is not for tax codes: items name them");
        return Optional.empty();
      }
      return Optional.of(Optional.of(new Entry.Withheld()));
    }
    List<Object> values = new ArrayList<>();
    values.add(body.key());
    switch (table) {
      case TAX -> values.add(scaled(place, "rate", body.rate(), PERCENT_DECIMALS));
      case ITEM -> {
        values.add(body.description() == null ? "" : body.description());
        values.add(body.taxCode());
        values.add(body.stocked() == null || body.stocked());
      }
      case BARCODE -> values.add(body.item());
      case PRICE -> values.add(price(place, body.price()));
      case SETTING -> values.add(body.value());
    }
    Entry.Present row = new Entry.Present(values);
    Optional<String> wrong = table.fault(row.values());
    if (wrong.isPresent()) {
      fault(place, table.toString(), wrong.get());
      return Optional.empty();
    }
    return Optional.of(Optional.of(row));
  }

  private Long price(int place, String value) {
    if (value == null || !DECIMAL.matcher(value).matches()) {
      return null; // the table says that it is no price
    }
    try {
      return UnitPrice.of(new BigDecimal(value)).tenThousandths();
    } catch (InvalidAmount e) {
      fault(place, "price", e.getMessage());
      return null;
    }
  }

  private Long scaled(int place, String field, String value, int decimals) {
    if (value == null || !DECIMAL.matcher(value).matches()) {
      return null;
    }
    BigDecimal scaled = new BigDecimal(value).movePointRight(decimals);
    if (scaled.signum() != 0 && scaled.stripTrailingZeros().scale() > 0) {
      fault(place, field, "must have at most " + decimals + " decimals");
      return null;
    }
    return scaled.longValue();
  }

  private void fault(int place, String field, String detail) {
    faults.add(ProblemCode.INVALID_FIELD, "changes[" + place + "]." + field, detail);
  }
}
