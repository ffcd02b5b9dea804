package io.tillstream.store.console;

import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.store.equality.TerminalProof;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A value that a terminal held otherwise than the store.
 *
 * @param terminal which
 * @param key the item, barcode or tax code
 * @param what in words
 * @param there the terminal's
 * @param here the store's
 * @param found when and where, in words
 */
record DifferedRow(
    String terminal, String key, String what, String there, String here, String found) {

  static Stream<DifferedRow> of(TerminalProof proof, Instant now) {
    TerminalProof.Differed differed = proof.replica().differed();
    if (differed == null) {
      return Stream.empty();
    }
    String found =
        String.format(
            Locale.ROOT,
            "at change %d, %s%s",
            differed.seq(),
            Ago.text(differed.at(), now),
            differed.more() ? ", among others" : "");
    return differed.rows().stream()
        .map(
            row ->
                new DifferedRow(
                    proof.terminal().value(),
                    row.key(),
                    what(row),
                    value(row.column(), row.terminal()),
                    value(row.column(), row.store()),
                    found));
  }

  private static String what(Findings.Row row) {
    return switch (row.column()) {
      case "quantityThousandths" -> "on-hand";
      case "unitPriceTenThousandths" -> "price";
      case "rateBasisPoints" -> "tax rate, hundredths of a percent";
      case "taxCode" -> "tax code";
      default -> row.table() + ": " + row.column();
    };
  }

  /** As people write it; what is no number there is shown as it was told. */
  private static String value(String column, String value) {
    if (value == null) {
      return "none";
    }
    if (!value.matches("-?[0-9]{1,17}")) {
      return value;
    }
    return switch (column) {
      case "quantityThousandths" -> new Quantity(Long.parseLong(value)).toString();
      case "unitPriceTenThousandths" -> new UnitPrice(Long.parseLong(value)).toString();
      default -> value;
    };
  }
}
