package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.ExpectedGoods;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.store.count.OpenReview;
import io.tillstream.store.count.Recount;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.own.Goods;
import io.tillstream.store.own.OwnDocument;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.transfer.WriteTransfers;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settles a case by documents of the store's own, which go up like any other: the goods that it
 * moves, and then the settlement itself.
 *
 * @param shop whose
 * @param number which case
 * @param choice what was chosen
 * @param reason why, in a person's words
 * @param by who chose
 * @param documentsSeen how many documents the case named when the person looked; null when not said
 * @param missingSeen how much was missing then; null when not said
 * @param businessDate the day it counts for
 * @param from the store that is to send goods; null where none is asked
 * @param corrects the document whose goods are turned round; null where none is
 * @param policy that chose, where no person did; else null
 */
record SettleCase(
    Shop shop,
    CaseNumber number,
    Choice choice,
    String reason,
    String by,
    Integer documentsSeen,
    Quantity missingSeen,
    LocalDate businessDate,
    StoreId from,
    DocumentKey corrects,
    Policy policy)
    implements Command<SettleAnswer> {

  private static final String SELECT =
      "SELECT kind, subject, state, closed_at_millis, closed_by_seq FROM conflict_case"
          + " WHERE id = ?";
  private static final String AS_IT_IS = "does not fit this case as it is now";

  /** A choice that needs no more to be said. */
  SettleCase(
      Shop shop,
      CaseNumber number,
      Choice choice,
      String reason,
      String by,
      Integer documentsSeen,
      Quantity missingSeen,
      LocalDate businessDate) {
    this(shop, number, choice, reason, by, documentsSeen, missingSeen, businessDate, null, null);
  }

  /** A person's decision. */
  SettleCase(
      Shop shop,
      CaseNumber number,
      Choice choice,
      String reason,
      String by,
      Integer documentsSeen,
      Quantity missingSeen,
      LocalDate businessDate,
      StoreId from,
      DocumentKey corrects) {
    this(
        shop,
        number,
        choice,
        reason,
        by,
        documentsSeen,
        missingSeen,
        businessDate,
        from,
        corrects,
        null);
  }

  @Override
  public SettleAnswer applyTo(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setLong(1, number.id());
    OpenCases.Subject subject;
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return new SettleAnswer.Unknown();
      }
      if (!row.getString(3).equals(CaseState.OPEN.toString())) {
        Instant at = Instant.ofEpochMilli(row.getLong(4));
        long bySeq = row.getLong(5);
        Long closedBy = row.wasNull() ? null : (Long) bySeq;
        return ClosedBefore.answer(batch, this, closedBy, at);
      }
      subject = new OpenCases.Subject(CaseKind.of(row.getString(1)), row.getString(2));
    }
    return settle(batch, subject);
  }

  private SettleAnswer settle(Batch batch, OpenCases.Subject subject) throws SQLException {
    Conflict conflict = FactsNow.of(batch, shop, number, subject);
    List<DocumentKey> documents = conflict.causes().stream().map(Cause::document).toList();
    if ((documentsSeen != null && documentsSeen != documents.size())
        || (missingSeen != null && !missingSeen.equals(conflict.missing()))) {
      return new SettleAnswer.Grown(documents.size(), conflict.missing());
    }
    Optional<Settlement> settlement = Settlement.of(choice, corrects, conflict);
    if (settlement.isEmpty()) {
      return new SettleAnswer.DoesNotFit(corrects == null ? "choice" : "document", AS_IT_IS);
    }
    if (choice == Choice.TRANSFER && (from == null || from.equals(shop.id()))) {
      return new SettleAnswer.DoesNotFit("store", "must be another store");
    }
    if (corrects != null && VoidedSales.of(batch, corrects).isPresent()) {
      return new SettleAnswer.DoesNotFit("document", "was voided, and its goods are back");
    }
    String count = choice == Choice.RECOUNT ? "case-" + number : null;
    if (count != null) { // before anything else is booked: it may not be possible
      Optional<String> why = Recount.begin(batch, count, place(conflict), items(conflict));
      if (why.isPresent()) {
        return new SettleAnswer.DoesNotFit("choice", why.get());
      }
    }
    for (Settlement.Move each : settlement.get().moves()) {
      move(batch, each);
    }
    if (subject.kind() == CaseKind.COUNT) {
      OpenReview.settle(batch, shop, subject.name(), documents, choice == Choice.INSIDE, by);
    }
    if (subject.kind() == CaseKind.UNKNOWN_ITEM) {
      LeaveUnbooked.documents(batch, shop.id(), number, subject.name(), reason);
    }
    settle(batch, subject, documents, expects(conflict), count);
    return new SettleAnswer.Settled();
  }

  private static Location place(Conflict conflict) {
    return conflict instanceof Conflict.Count of ? of.location() : Location.SHOP_FLOOR;
  }

  private static Set<String> items(Conflict conflict) {
    return conflict instanceof Conflict.Count of
        ? of.inside().stream().map(Settlement.Effect::item).collect(Collectors.toSet())
        : Set.of(conflict.subject());
  }

  private ExpectedGoods expects(Conflict conflict) {
    boolean isOwed = choice == Choice.BACK_ORDER || choice == Choice.TRANSFER;
    return isOwed && conflict instanceof Conflict.Oversell oversell
        ? new ExpectedGoods(oversell.item(), oversell.notAwaited().thousandths(), from)
        : null;
  }

  private SettledCase inTheNameOf(SettledCase says) {
    return policy == null ? says : says.byPolicy(policy.name(), policy.version());
  }

  private void move(Batch batch, Settlement.Move move) throws SQLException {
    OwnDocument next = movement(batch, move, "case " + number);
    for (int i = 2; next.before().isPresent(); i++) { // somebody has moved goods under that name
      next = movement(batch, move, "case %s (%d)".formatted(number, i));
    }
    next.record();
    new WriteTransfers(batch).book(next.document());
  }

  private OwnDocument movement(Batch batch, Settlement.Move move, String reference)
      throws SQLException {
    List<Line> lines = lines(batch, move);
    return OwnDocument.next(
        batch,
        shop,
        move.type(),
        reference,
        businessDate,
        next ->
            next.goods(move.way().from(), move.way().to())
                .reason(move.type() == DocumentType.TRANSFER_RECEIPT ? null : reason)
                .transfer(move.transfer())
                .lines(lines));
  }

  /** A correction tells the pieces that its sale told, as far as all of it moved (FindSerials). */
  private List<Line> lines(Batch batch, Settlement.Move move) throws SQLException {
    List<Line> goods = Goods.lines(goods(move));
    if (corrects == null) {
      return goods;
    }
    List<Line> sold =
        GoodsBackOnce.lines(VoidedSales.sale(batch, corrects), goods.getFirst().item());
    return sum(sold) == sum(goods) ? sold : goods;
  }

  private static long sum(List<Line> lines) {
    return lines.stream().mapToLong(Line::quantityThousandths).sum();
  }

  private static List<Goods> goods(Settlement.Move move) {
    return move.goods().entrySet().stream()
        .map(each -> new Goods(each.getKey(), each.getValue()))
        .toList();
  }

  private void settle(
      Batch batch,
      OpenCases.Subject subject,
      List<DocumentKey> documents,
      ExpectedGoods expects,
      String count)
      throws SQLException {
    SettledCase says =
        new SettledCase(
            number.toString(),
            subject.kind().toString(),
            subject.name(),
            choice.toString(),
            by,
            documents.stream().map(DocumentKey::toString).toList(),
            expects,
            corrects == null ? null : corrects.toString(),
            count);
    OwnDocument settlement =
        OwnDocument.next(
            batch,
            shop,
            DocumentType.CASE_SETTLEMENT,
            "case " + number,
            businessDate,
            next -> next.reason(reason).settles(inTheNameOf(says)));
    long seq = settlement.record();
    // At once, and not at the end of the batch: another person's decision may be the next command.
    Settlements.of(batch).apply(new BookedDocument(seq, settlement.document(), List.of()));
  }
}
