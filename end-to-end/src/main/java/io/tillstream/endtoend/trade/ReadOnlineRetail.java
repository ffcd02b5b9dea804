package io.tillstream.endtoend.trade;

import io.tillstream.protocol.money.Quantity;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a file in the form of the Online Retail data set (D. Chen, S. L. Sain, K. Guo, 2012, UCI
 * Machine Learning Repository, CC BY 4.0), plain or gzip.
 */
public final class ReadOnlineRetail {

  private static final List<String> COLUMNS =
      List.of(
          "InvoiceNo",
          "StockCode",
          "Description",
          "Quantity",
          "InvoiceDate",
          "UnitPrice",
          "CustomerID",
          "Country");

  private static final Quantity OPENING = Quantity.ofUnits(100_000);

  private final Path file;
  private final Map<String, RetailItem> items = new LinkedHashMap<>();
  private final Map<String, Invoice> invoices = new LinkedHashMap<>();

  private ReadOnlineRetail(Path file) {
    this.file = file;
  }

  /**
   * Reads the whole file.
   *
   * @throws BadSalesFile when there is no such file or a line of it makes no sense
   */
  public static Trade from(Path file) {
    ReadOnlineRetail reading = new ReadOnlineRetail(file);
    try {
      reading.read();
    } catch (NoSuchFileException e) {
      throw new BadSalesFile(file, "there is no such file");
    } catch (IOException e) {
      throw new BadSalesFile(file, "cannot be read: " + e.getMessage());
    }
    return reading.trade();
  }

  private void read() throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
    try (Reader text = open();
        CSVParser parser = CSVParser.builder().setReader(text).setFormat(format).get()) {
      long line = 1;
      try {
        var records = parser.iterator();
        if (!records.hasNext() || !header(records.next()).equals(COLUMNS)) {
          throw new BadSalesFile(file, 1, "the header is not " + String.join(",", COLUMNS));
        }
        line = parser.getCurrentLineNumber() + 1;
        while (records.hasNext()) {
          add(records.next(), line);
          line = parser.getCurrentLineNumber() + 1;
        }
      } catch (UncheckedIOException | IllegalStateException e) {
        throw new BadSalesFile(file, line, unreadable(e));
      }
    }
    if (invoices.isEmpty()) {
      throw new BadSalesFile(file, "holds no sales");
    }
  }

  private static List<String> header(CSVRecord header) {
    List<String> names = new ArrayList<>(header.toList());
    // A byte order mark in front is how some spreadsheets say UTF-8.
    names.set(0, names.getFirst().replace("\uFEFF", ""));
    return names;
  }

  private static String unreadable(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause instanceof CharacterCodingException
        ? "here or in the next lines there is something that is not UTF-8"
        : "cannot be read: " + cause.getMessage();
  }

  private Reader open() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      bytes.mark(2);
      boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
      bytes.reset();
      return new InputStreamReader(
          gzip ? new GZIPInputStream(bytes, 65_536) : bytes,
          StandardCharsets.UTF_8.newDecoder()); // a decoder reports what it cannot read
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private void add(CSVRecord row, long line) {
    try {
      RetailLine read = RetailLine.of(row);
      items.computeIfAbsent(read.item(), RetailItem::new).seen(read);
      invoices
          .computeIfAbsent(
              read.invoice(), no -> new Invoice(no, read.businessDate(), read.customer()))
          .add(read);
    } catch (IllegalArgumentException e) {
      throw new BadSalesFile(file, line, e.getMessage());
    }
  }

  private Trade trade() {
    Map<String, Quantity> opening = new LinkedHashMap<>();
    items.keySet().forEach(code -> opening.put(code, OPENING));
    return new Trade(
        "%,d invoices of %s".formatted(invoices.size(), file.getFileName()),
        items.values().stream().map(RetailItem::toCatalogue).toList(),
        List.of(),
        opening,
        invoices.values().stream().flatMap(invoice -> invoice.receipts().stream()).toList());
  }
}
