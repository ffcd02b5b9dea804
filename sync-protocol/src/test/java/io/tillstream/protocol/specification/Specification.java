package io.tillstream.protocol.specification;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.wire.StreamHeader;
import io.tillstream.protocol.wire.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The documents under docs/ as a test reads them. */
final class Specification {

  /** The documents of S1/T1/1 in their order. */
  static final List<String> DOCUMENTS_OF_THE_TERMINAL =
      List.of(
          "sale.json",
          "return.json",
          "write-off.json",
          "financial-adjustment.json",
          "customer.json",
          "sale-of-an-unknown-item.json");

  /** Documents of the same till that are not in the batches. */
  static final List<String> LATER_DOCUMENTS =
      List.of(
          "void.json",
          "day-close.json",
          "sale-made-anew.json",
          "sale-of-a-serial-number.json",
          "return-of-unfit-goods.json",
          "count-mark.json");

  /** The document that the store made itself. */
  static final String GOODS_RECEIPT = "goods-receipt.json";

  /** Other documents that stores make themselves. */
  static final List<String> OF_STORES =
      List.of(
          "goods-receipt-with-costs.json",
          "stock-movement.json",
          "transfer-dispatch.json",
          "transfer-receipt.json",
          "transfer-difference.json",
          "count.json",
          "count-restatement.json",
          "case-settlement.json",
          "case-settlement-of-owed-goods.json",
          "case-settlement-that-corrects.json",
          "case-settlement-by-a-recount.json",
          "case-settlement-by-policy.json",
          "promise.json",
          "promise-end.json");

  static final Path DOCS = Path.of(System.getProperty("tillstream.home", ".."), "docs");

  private Specification() {}

  static String text() {
    return read(DOCS.resolve("PROTOCOL.md"));
  }

  /** A whole example file. */
  static byte[] example(String file) {
    return read(DOCS.resolve("protocol").resolve(file)).getBytes(StandardCharsets.UTF_8);
  }

  /** The lines of an example, without their ends: canonical bytes. */
  static List<byte[]> lines(String file) {
    return new String(example(file), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  static byte[] canonical(String file) {
    List<byte[]> lines = lines(file);
    if (lines.size() != 1) {
      throw new AssertionError(file + " has " + lines.size() + " lines");
    }
    return lines.getFirst();
  }

  static Document document(String file) {
    return StrictJson.read(canonical(file), Document.class);
  }

  static StreamHeader header(String batch) {
    return StrictJson.roundTrip(lines(batch).getFirst(), StreamHeader.class);
  }

  /** The records of a batch of documents, at from + 1, from + 2 … */
  static ChainedBatch documents(String batch) {
    StreamHeader header = header(batch);
    List<ChainedRecord> records = new ArrayList<>();
    for (byte[] line : lines(batch).subList(1, lines(batch).size())) {
      records.add(new ChainedRecord(header.from() + records.size() + 1, line));
    }
    return new ChainedBatch(header.start(), records, header.end());
  }

  /** The records of an envelope of facts, at their seq. */
  static ChainedBatch facts(String envelope) {
    StreamHeader header = header(envelope);
    List<ChainedRecord> records =
        lines(envelope).stream()
            .skip(1)
            .map(line -> new ChainedRecord(StrictJson.tree(line).get("seq").asLong(), line))
            .toList();
    return new ChainedBatch(header.start(), records, header.end());
  }

  /** The rows of the table with these column heads, after the first mention of a text. */
  static List<List<String>> tableAfter(String mention, String... heads) {
    String text = text();
    int from = text.indexOf(mention);
    if (from < 0) {
      throw new AssertionError("the specification does not say: " + mention);
    }
    List<String> head = List.of(heads);
    return text.substring(from)
        .lines()
        .map(String::strip)
        .dropWhile(line -> !line.startsWith("|") || !cells(line).equals(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(Specification::cells)
        .toList();
  }

  static Stream<Path> exampleFiles() {
    try (Stream<Path> files = Files.list(DOCS.resolve("protocol"))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
