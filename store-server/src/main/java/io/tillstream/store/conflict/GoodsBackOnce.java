package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.document.Journal;
import io.tillstream.store.own.Outcome;
import io.tillstream.store.own.OwnDocument;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.stock.StockLedger;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A void brings the goods of its sale back, and a settlement that corrects the sale has done so
 * before: what the settlement booked is taken back by a document of the store's own, in whatever
 * order the two are heard of (I7). An ordinary batch is only looked through for voids. The writer's
 * thread only.
 */
final class GoodsBackOnce {

  private static final String COUNTED =
      "SELECT COUNT(*) FROM count_restatement r"
          + " INNER JOIN count_cut c ON c.count_id = r.count_id"
          + Journal.joinMovements("r.document_seq")
          + " WHERE r.terminal = ? AND r.epoch = ? AND r.n = ? AND m.item = ?"
          + " AND c.terminal = ? AND (c.epoch > ? OR (c.epoch = ? AND c.n >= ?))";

  private final Batch batch;
  private final Shop shop;

  private GoodsBackOnce(Batch batch, Shop shop) {
    this.batch = batch;
    this.shop = shop;
  }

  /** Looks at what a batch has booked, after what its settlements say is done. */
  static void in(Batch batch, Shop shop, List<BookedDocument> booked) throws SQLException {
    GoodsBackOnce once = new GoodsBackOnce(batch, shop);
    for (BookedDocument each : List.copyOf(booked)) { // what is taken back is booked, too
      Document document = each.document();
      if (document.type() == DocumentType.VOID) {
        once.heardOf(document);
      } else if (document.type() == DocumentType.CASE_SETTLEMENT) {
        once.settled(document, each.seq());
      }
    }
  }

  private void heardOf(Document voided) throws SQLException {
    if (voided.voids() == null || voided.voids().type() != DocumentType.SALE) {
      return;
    }
    DocumentKey sale =
        new DocumentKey(
            voided.store(), voided.terminal(), voided.voids().epoch(), voided.voids().n());
    Set<String> items = voided.lines().stream().map(Line::item).collect(Collectors.toSet());
    for (String item : items) {
      OpenCases.Subject subject = new OpenCases.Subject(CaseKind.OVERSELL, item);
      Optional<Long> seq = Answered.by(batch, subject, sale);
      if (seq.isPresent()) {
        Document settlement = ClosedBefore.document(batch, seq.get());
        if (sale.toString().equals(settlement.settles().corrects())) {
          takeBack(settlement, voided, seq.get());
        }
      }
    }
  }

  /** A restored store may hear of the void first. */
  private void settled(Document settlement, long seq) throws SQLException {
    SettledCase settled = settlement.settles();
    if (settled == null || settled.corrects() == null || settled.subject() == null) {
      return;
    }
    Optional<DocumentKey> sale =
        Settlements.key(settlement.store(), settled.corrects()).findFirst();
    Optional<Document> voided =
        sale.isEmpty() ? Optional.empty() : VoidedSales.of(batch, sale.get());
    if (voided.isPresent()) {
      takeBack(settlement, voided.get(), seq);
    }
  }

  private void takeBack(Document settlement, Document voided, long settlementSeq)
      throws SQLException {
    SettledCase settled = settlement.settles();
    if (isCounted(settlement, voided.key(), settled.subject())) {
      return;
    }
    List<Line> lines = lines(voided, settled.subject());
    String reference = "case " + settled.number() + " voided";
    OwnDocument next = movement(reference, settled, voided, lines);
    for (int i = 2; next.before().isPresent(); i++) {
      if (next.before().get() instanceof Outcome.Repeated) {
        return;
      }
      // somebody has moved goods under that name
      next = movement(reference + " (" + i + ")", settled, voided, lines);
    }
    next.record();
    OpenCases.Subject subject = new OpenCases.Subject(CaseKind.OVERSELL, settled.subject());
    Answered.note(batch, subject, next.document().key(), settlementSeq); // nothing was taken by it
    StockLedger.of(batch).flush();
  }

  /** I9: a count that includes both has found what is there, and was put right for the void. */
  private boolean isCounted(Document settlement, DocumentKey voided, String item)
      throws SQLException {
    PreparedStatement select = batch.prepare(COUNTED);
    select.setString(1, voided.terminal().value());
    select.setInt(2, voided.epoch());
    select.setLong(3, voided.n());
    select.setString(4, item);
    select.setString(5, settlement.terminal().value());
    select.setInt(6, settlement.epoch());
    select.setInt(7, settlement.epoch());
    select.setLong(8, settlement.n());
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1) > 0;
    }
  }

  private OwnDocument movement(
      String reference, SettledCase settled, Document voided, List<Line> lines)
      throws SQLException {
    String why =
        "%s was voided by %s, which brings back what case %s had"
            .formatted(voided.voids().number(), voided.number(), settled.number());
    return OwnDocument.next(
        batch,
        shop,
        DocumentType.STOCK_MOVEMENT,
        reference,
        LocalDate.ofInstant(Instant.ofEpochMilli(batch.atMillis()), ZoneId.systemDefault()),
        says -> says.goods(Location.SHOP_FLOOR, Location.CUSTOMER).reason(why).lines(lines));
  }

  /** The goods of an item that a sale, or its void, has moved, each piece with its number. */
  static List<Line> lines(Document of, String item) {
    return of.lines().stream()
        .filter(line -> line.item().equals(item) && !Boolean.FALSE.equals(line.movesStock()))
        .map(
            line ->
                new Line(
                    item,
                    null,
                    line.quantityThousandths(),
                    0,
                    0,
                    null,
                    null,
                    null,
                    true,
                    null,
                    line.serial()))
        .toList();
  }
}
