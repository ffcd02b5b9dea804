package io.tillstream.endtoend.trade;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes items as the catalogue file that a store server imports. */
public final class WriteCatalogue {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader("item", "description", "price", "tax_code", "tax_rate", "barcodes", "stocked")
          .get();

  private WriteCatalogue() {}

  /** The file's bytes. */
  public static byte[] of(List<CatalogueItem> items) {
    StringWriter text = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (CatalogueItem item : items) {
        csv.printRecord(
            item.code(),
            item.description(),
            item.price(),
            item.tax() == null ? "" : item.tax().code(),
            item.tax() == null ? "" : item.tax().percent(),
            String.join(" ", item.barcodes()),
            item.stocked());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
