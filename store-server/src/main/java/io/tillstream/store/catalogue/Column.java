package io.tillstream.store.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The columns of a catalogue file; all but the first may be missing and then stay as they are. */
enum Column {
  ITEM,
  DESCRIPTION,
  PRICE,
  TAX_CODE,
  TAX_RATE,
  BARCODES,
  STOCKED,
  GROUP;

  static Optional<Column> of(String header) {
    return Arrays.stream(values()).filter(column -> column.header().equals(header)).findFirst();
  }

  String header() {
    return name().toLowerCase(Locale.ROOT);
  }
}
