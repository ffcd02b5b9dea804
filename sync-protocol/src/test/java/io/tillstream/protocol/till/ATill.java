package io.tillstream.protocol.till;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentBuilder;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.document.Transfer;
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
    return usual(type, lines).build();
  }

  /** A void of one of its documents. */
  public Document voids(Document document) {
    Voided voided = new Voided(document.epoch(), document.n(), document.type(), document.number());
    return begins(DocumentType.VOID, voided, document.lines()).goodsTo(document.goodsTo()).build();
  }

  /** A return of goods that nobody can buy any more. */
  public Document returnsToScrap(Line... lines) {
    return begins(DocumentType.RETURN, null, List.of(lines)).goodsTo(Location.SCRAP).build();
  }

  /** Goods arrive from a supplier, at one of the store's places. */
  public Document receives(Location to, Line... lines) {
    return begins(DocumentType.GOODS_RECEIPT, null, List.of(lines)).goods(null, to).build();
  }

  /** Goods move within the store, or leave it for good. */
  public Document moves(Location from, Location to, Line... lines) {
    return begins(DocumentType.STOCK_MOVEMENT, null, List.of(lines))
        .goods(from, to)
        .reason("why")
        .build();
  }

  /** A document of a transfer. */
  public Document transfers(
      DocumentType type, Location from, Location to, Transfer transfer, Line... lines) {
    return begins(type, null, List.of(lines)).goods(from, to).transfer(transfer).build();
  }

  /** A count, or a restatement of one, with what it books for these items at a place. */
  public Document counts(DocumentType type, Location at, CountDetails.CountLine... lines) {
    return begins(type, null, List.of())
        .count(
            new CountDetails(
                "C1",
                type == DocumentType.COUNT ? CountDetails.Kind.PARTIAL : null,
                at,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(lines)))
        .build();
  }

  /** With the places that documents of its type usually say. */
  private DocumentBuilder usual(DocumentType type, Line... lines) {
    DocumentBuilder begun = begins(type, null, List.of(lines));
    Transfer transfer = new Transfer("S9-T-000001", new StoreId("S9"), null);
    return switch (type) {
      case STOCK_MOVEMENT -> begun.goods(Location.SHOP_FLOOR, Location.BACK_ROOM);
      case TRANSFER_DISPATCH ->
          begun.goods(Location.SHOP_FLOOR, Location.IN_TRANSIT).transfer(transfer);
      case TRANSFER_RECEIPT ->
          begun.goods(Location.IN_TRANSIT, Location.SHOP_FLOOR).transfer(transfer);
      case TRANSFER_DIFFERENCE ->
          begun.goods(Location.IN_TRANSIT, Location.ADJUSTMENT).transfer(transfer).reason("lost");
      case SALE,
          RETURN,
          WRITE_OFF,
          FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          VOID,
          DAY_CLOSE,
          GOODS_RECEIPT,
          COUNT_MARK,
          COUNT,
          COUNT_RESTATEMENT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          begun;
    };
  }

  private DocumentBuilder begins(DocumentType type, Voided voided, List<Line> lines) {
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
        .totalMinor(voided == null || voided.type() == DocumentType.RETURN ? sum : -sum);
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
