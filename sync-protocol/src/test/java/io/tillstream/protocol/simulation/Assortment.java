package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Replaced;
import io.tillstream.protocol.series.SeriesTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the shops sell, and how a deal becomes a document. */
final class Assortment {

  static final List<String> GOODS = List.of("A", "B", "C", "D");

  /** Prices that always change together, in one transaction of the store. */
  static final List<List<String>> PAIRS =
      List.of(List.of("price:A", "price:B"), List.of("price:C", "price:D"));

  private static final long PRICE_MINOR = 100;

  private Assortment() {}

  static Map<String, Long> atOpening() {
    Map<String, Long> rows = new TreeMap<>();
    GOODS.forEach(item -> rows.put("item:" + item, 1L));
    PAIRS.forEach(pair -> pair.forEach(price -> rows.put(price, 1L)));
    return rows;
  }

  /**
   * Goods on a receipt.
   *
   * @param known whether the terminal knows the item; if it does not, the store decides
   */
  static Line line(String item, int units, boolean known) {
    return new Line(
        item,
        null,
        units * 1000L,
        10_000,
        units * PRICE_MINOR,
        null,
        null,
        null,
        known ? true : null);
  }

  /**
   * The next document of a life.
   *
   * @param version of the form: an old agent makes old documents
   * @param replaced which document of an earlier life it stands for, or null
   */
  static Entry document(
      Life life,
      int version,
      DocumentType type,
      LocalDate day,
      Instant clock,
      String reference,
      Replaced replaced,
      List<Line> lines) {
    boolean first = version == 1;
    long n = life.head().position() + 1;
    long counter = life.nextCounter(type);
    String number = SeriesTemplate.standard(type).print(life.stream(), day, counter);
    Document document =
        Document.at(life.stream(), n, type)
            .version(version)
            .number(number)
            .series(first ? null : type.toString(), first ? null : (Long) counter, null)
            .reference(reference)
            .businessDate(day.toString())
            .recordedAt(clock.toString())
            .currency("GBP")
            .replaces(replaced)
            .lines(lines)
            .totalMinor(lines.stream().mapToLong(Line::totalMinor).sum())
            .build();
    byte[] bytes = document.canonicalBytes();
    return new Entry(
        life.stream().at(n), number, reference, bytes, life.head().hash().then(bytes), document);
  }

  /** A document that makes no sense to anyone. */
  static Entry nonsense(Life life, String reference) {
    Hash before = life.head().hash();
    byte[] bytes = ("{\"v\":99,\"what\":\"" + reference + "\"}").getBytes(StandardCharsets.UTF_8);
    return new Entry(
        life.stream().at(life.head().position() + 1),
        "",
        reference,
        bytes,
        before.then(bytes),
        null);
  }
}
