package io.tillstream.store.catalogue;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a catalogue file whole and refuses it whole, naming every line that is wrong. One file, one
 * thread.
 */
final class ReadCatalogueFile {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final int rowsMax;
  private final Faults faults = new Faults();
  private final List<ItemChange> items = new ArrayList<>();
  private final Map<String, Integer> taxRates = new TreeMap<>();
  private final Map<String, Integer> lineOfItem = new HashMap<>();
  private final Map<String, Integer> lineOfBarcode = new HashMap<>();

  ReadCatalogueFile(int rowsMax) {
    this.rowsMax = rowsMax;
  }

  /**
   * Reads it.
   *
   * @throws ProblemException {@code catalogue-rejected}
   * @throws IOException when the connection breaks
   */
  ChangeCatalogue read(InputStream file) throws IOException {
    Map<Column, Integer> columns = Map.of();
    int line = 1;
    try (CSVParser rows = parse(file)) {
      Iterator<CSVRecord> all = rows.iterator();
      columns = header(all.hasNext() ? all.next() : null);
      line = next(rows);
      while (!columns.isEmpty() && all.hasNext() && items.size() <= rowsMax) {
        CSVRecord row = all.next();
        if (!isBlank(row)) {
          row(row, columns, line);
        }
        line = next(rows);
      }
      if (items.size() > rowsMax) {
        reject(line, "file", "has more than " + rowsMax + " rows");
      }
    } catch (UncheckedIOException e) {
      unreadable(e.getCause(), line);
    } catch (IOException e) {
      unreadable(e, line);
    }
    faults.throwIfAny(ProblemCode.CATALOGUE_REJECTED);
    return new ChangeCatalogue(columns.keySet(), items, taxRates);
  }

  /** The line at which the next row begins; a row may span several. */
  private static int next(CSVParser rows) {
    return Math.toIntExact(rows.getCurrentLineNumber() + 1);
  }

  private static boolean isBlank(CSVRecord row) {
    return row.size() == 1 && row.get(0).isBlank();
  }

  private void unreadable(IOException e, int line) throws IOException {
    switch (e) {
      case CharacterCodingException coding -> reject(line, "file", "is not UTF-8");
      case CSVException quoting ->
          reject(line, "row", "has a quoted value that does not end properly");
      default -> throw e; // the connection
    }
  }

  private static CSVParser parse(InputStream file) throws IOException {
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                file,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(text);
  }

  private Map<Column, Integer> header(CSVRecord header) {
    Map<Column, Integer> columns = new EnumMap<>(Column.class);
    if (header == null) {
      reject(1, "file", "is empty");
      return columns;
    }
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).strip();
      int position = i;
      Column.of(name)
          .ifPresentOrElse(
              column -> {
                if (columns.put(column, position) != null) {
                  reject(1, name, "stands in the header twice");
                }
              },
              () -> reject(1, name, "is not a column of a catalogue"));
    }
    if (!columns.containsKey(Column.ITEM)) {
      reject(1, Column.ITEM.header(), "is missing from the header");
    }
    if (columns.containsKey(Column.TAX_RATE) && !columns.containsKey(Column.TAX_CODE)) {
      reject(1, Column.TAX_RATE.header(), "needs the column tax_code beside it");
    }
    return faults.isEmpty() ? columns : Map.of();
  }

  private void row(CSVRecord row, Map<Column, Integer> columns, int line) {
    if (row.size() != columns.size()) {
      reject(line, "row", "has " + row.size() + " values, the header has " + columns.size());
      return;
    }
    ReadItem read = new ReadItem(faults, line);
    String item = read.key(Column.ITEM.header(), value(row, columns, Column.ITEM));
    String taxCode = value(row, columns, Column.TAX_CODE);
    taxCode = taxCode == null || taxCode.isEmpty() ? null : read.key("tax_code", taxCode);
    Integer rate = read.rate("tax_rate", value(row, columns, Column.TAX_RATE));
    tax(read, taxCode, rate);
    ItemChange change =
        new ItemChange(
            line,
            item,
            read.description(value(row, columns, Column.DESCRIPTION)),
            read.price(value(row, columns, Column.PRICE)),
            taxCode,
            read.stocked(value(row, columns, Column.STOCKED)),
            read.barcodes(value(row, columns, Column.BARCODES)),
            read.group(value(row, columns, Column.GROUP)));
    refuseRepeated(read, change);
    items.add(change);
  }

  private void tax(ReadItem read, String taxCode, Integer rate) {
    if (rate == null) {
      return;
    }
    if (taxCode == null) {
      read.fault("tax_rate", "is given without a tax_code");
      return;
    }
    Integer before = taxRates.putIfAbsent(taxCode, rate);
    if (before != null && !before.equals(rate)) {
      read.fault("tax_rate", "differs from the rate that an earlier line gives " + taxCode);
    }
  }

  private void refuseRepeated(ReadItem read, ItemChange change) {
    Integer before = lineOfItem.putIfAbsent(change.item(), change.line());
    if (change.item() != null && before != null) {
      read.fault(Column.ITEM.header(), change.item() + " stands in line " + before + " already");
    }
    for (String barcode : change.barcodes()) {
      Integer taken = lineOfBarcode.putIfAbsent(barcode, change.line());
      if (taken != null && taken != change.line()) {
        read.fault("barcodes", barcode + " stands in line " + taken + " already");
      }
    }
  }

  private static String value(CSVRecord row, Map<Column, Integer> columns, Column column) {
    Integer position = columns.get(column);
    return position == null ? null : row.get(position).strip();
  }

  private void reject(int line, String field, String detail) {
    faults.add(ProblemCode.CATALOGUE_REJECTED, new FieldError(line, field, detail));
  }
}
