package io.tillstream.store.conflict;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.document.Journal;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchEnd;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks at each batch for stock conflicts, from what the batch has at hand: an ordinary sale costs
 * no read of the database. Settlements come first, wherever they come from: what they name opens no
 * case again, also when a restored store books everything anew in another order. The writer's
 * thread only.
 */
public final class FindConflicts implements BatchEnd {

  private final Shop shop;

  /** For a shop. */
  public FindConflicts(Shop shop) {
    this.shop = shop;
  }

  @Override
  public void of(Batch batch) throws SQLException {
    List<BookedDocument> booked = Journal.of(batch).booked();
    for (BookedDocument each : booked) {
      if (each.document().type() == DocumentType.CASE_SETTLEMENT) {
        Settlements.of(batch).apply(each);
      }
    }
    GoodsBackOnce.in(batch, shop, booked);
    FindOversells.in(batch, shop.id(), booked);
    FindSerials.in(batch, shop.id(), booked);
    FindTransfers.in(batch, shop.id(), booked);
    FindCounts.in(batch, shop);
    FindPromised.in(batch, shop.id(), booked);
    FindPrices.in(batch, shop.id(), booked);
    FindUnknownItems.in(batch, shop.id());
    FindBlocked.in(batch, shop.id(), booked);
  }
}
