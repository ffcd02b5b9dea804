package io.tillstream.endtoend.books;

import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.wire.DocumentSummary;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes the books of every program as CSV: {@code head-office}, with a folder for each store when
 * there are several, {@code store-S1}, {@code terminal-S1-T1}.
 */
public final class ExportBooks {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private ExportBooks() {}

  /** Writes; folders are made, files of an earlier run are replaced. */
  public static void to(Path directory, List<StoreBooks> all) throws IOException {
    List<DocumentSummary> consolidated = new ArrayList<>();
    SortedMap<String, Quantity> onHand = new TreeMap<>();
    for (StoreBooks books : all) {
      for (Books terminal : books.terminals()) {
        export(directory.resolve(terminal.holder().replace(' ', '-')), terminal);
      }
      export(directory.resolve("store-" + books.store()), books.inStore());
      Books above = books.atHeadOffice();
      consolidated.addAll(above.documents().values());
      above.onHand().forEach((item, quantity) -> onHand.merge(item, quantity, Quantity::plus));
      if (all.size() > 1) {
        export(directory.resolve("head-office").resolve(books.store()), above);
      }
    }
    export(directory.resolve("head-office"), consolidated, onHand);
  }

  private static void export(Path folder, Books books) throws IOException {
    export(folder, List.copyOf(books.documents().values()), books.onHand());
  }

  private static void export(
      Path folder, List<DocumentSummary> documents, SortedMap<String, Quantity> onHand)
      throws IOException {
    Files.createDirectories(folder);
    try (CSVPrinter csv = open(folder.resolve("on-hand.csv"), "item", "quantity")) {
      for (var row : onHand.entrySet()) {
        csv.printRecord(row.getKey(), row.getValue());
      }
    }
    documents(folder.resolve("documents.csv"), documents, false);
    Path own = folder.resolve("store-documents.csv");
    if (documents.stream().anyMatch(ExportBooks::isStoresOwn)) {
      documents(own, documents, true);
    } else {
      Files.deleteIfExists(own);
    }
  }

  private static void documents(Path file, List<DocumentSummary> documents, boolean storesOwn)
      throws IOException {
    try (CSVPrinter csv =
        open(
            file,
            "store",
            "terminal",
            "epoch",
            "n",
            "type",
            "number",
            "reference",
            "lines",
            "total")) {
      for (DocumentSummary d : documents) {
        if (isStoresOwn(d) == storesOwn) {
          csv.printRecord(
              d.store(),
              d.terminal(),
              d.epoch(),
              d.n(),
              d.type(),
              d.number(),
              d.reference(),
              d.lines(),
              d.total());
        }
      }
    }
  }

  private static boolean isStoresOwn(DocumentSummary document) {
    return document.terminal().equals(TerminalId.STORE_ITSELF);
  }

  private static CSVPrinter open(Path file, String... header) throws IOException {
    Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    return new CSVPrinter(writer, FORMAT.builder().setHeader(header).get());
  }
}
