package io.tillstream.protocol.till;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.series.SeriesTemplate;
import java.time.LocalDate;
import java.util.List;

/** A till that makes one document after the other, all on one day. */
public final class ATill {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private final DocumentStream stream;
  private long n;

  private ATill(DocumentStream stream) {
    this.stream = stream;
  }

  /** T1 of S1. */
  public static ATill ofTheShop() {
    return of("S1", "T1");
  }

  /** A till in its first epoch. */
  public static ATill of(String store, String terminal) {
    return new ATill(new DocumentStream(new StoreId(store), new TerminalId(terminal), 1));
  }

  /** Any document. */
  public Document makes(DocumentType type, Line... lines) {
    return makes(type, null, List.of(lines));
  }

  /** A void of one of its documents. */
  public Document voids(Document document) {
    return makes(
        DocumentType.VOID,
        new Voided(document.epoch(), document.n(), document.type(), document.number()),
        document.lines());
  }

  private Document makes(DocumentType type, Voided voided, List<Line> lines) {
    n++;
    boolean customer = type == DocumentType.CUSTOMER;
    long sum = lines.stream().mapToLong(Line::totalMinor).sum();
    return Document.at(stream, n, type)
        .number(SeriesTemplate.standard(type).print(stream, TODAY, n))
        .series(type.toString(), n, TODAY.getYear())
        .reference("ref-" + n)
        .businessDate(TODAY.toString())
        .recordedAt("2026-11-20T10:42:00.123Z")
        .currency("GBP")
        .voids(voided)
        .person(customer ? new Person("A. Baker", null, null) : null)
        .lines(lines)
        .totalMinor(voided == null || voided.type() == DocumentType.RETURN ? sum : -sum)
        .build();
  }

  /** A sale. */
  public Document sells(Line... lines) {
    return makes(DocumentType.SALE, lines);
  }

  /** Goods in the catalogue. */
  public static Line goods(String item, long units) {
    return line(item, units, true);
  }

  /** Postage, a fee: in the catalogue, but nothing that stands on a shelf. */
  public static Line service(String item, long units) {
    return line(item, units, false);
  }

  /** Something the till has never heard of. */
  public static Line unknown(String item, long units) {
    return line(item, units, null);
  }

  private static Line line(String item, long units, Boolean movesStock) {
    return new Line(item, null, units * 1000, 10_000, units * 100, null, null, null, movesStock);
  }
}
