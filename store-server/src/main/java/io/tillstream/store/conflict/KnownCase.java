package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.conflict.Underway;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.store.count.OpenReview;
import java.time.Instant;
import java.util.List;

/**
 * A case as the database holds it.
 *
 * @param held what was on the shop floor before its first document; null where that is not known
 * @param onHand what is there now, or was when it was closed; null where that is not known
 * @param backRoom what is in the back room now; null when nothing ever was
 * @param awaited what open orders count on now
 * @param closedAt null while it is open
 * @param closedBySeq the place in the log of the document that closed it, or null
 * @param price what the item is sold for today; null when it is about none, or has no price
 * @param transfer what is known of the transfer it is about now; null when it is about no transfer
 * @param review what is known of the count it is about now; null when it is about no count
 * @param underway what other stores have sent of the item and is not here
 * @param sale what is known of the sales it is about, where they did not go by the store's word
 * @param causes the documents that it came about by
 */
record KnownCase(
    CaseNumber number,
    CaseKind kind,
    String subject,
    CaseState state,
    Instant openedAt,
    Quantity held,
    Quantity onHand,
    Quantity backRoom,
    Quantity awaited,
    Instant closedAt,
    Long closedBySeq,
    UnitPrice price,
    Conflict.Transfer transfer,
    OpenReview review,
    List<Underway> underway,
    SaleFacts sale,
    List<Joined> causes) {

  /** A document, and when it joined the case. */
  record Joined(Cause cause, Instant at) {}

  /** The same with what it is about and its documents. */
  KnownCase by(
      Conflict.Transfer known,
      OpenReview open,
      List<Underway> sent,
      SaleFacts sold,
      List<Joined> joined) {
    return new KnownCase(
        number,
        kind,
        subject,
        state,
        openedAt,
        held,
        onHand,
        backRoom,
        awaited,
        closedAt,
        closedBySeq,
        price,
        known,
        open,
        sent,
        sold,
        joined);
  }
}
