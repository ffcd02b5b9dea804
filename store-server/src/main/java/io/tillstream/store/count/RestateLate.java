package io.tillstream.store.count;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.stock.Restatement;
import io.tillstream.protocol.stock.StockCount;
import io.tillstream.store.document.BeforeBooking;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/**
 * Finds out of each document that is booked whether a posted count includes it, and puts the
 * count's variance right (I9). What only a person can say goes to the count's review. Nearly every
 * document passes without a look at the database. The writer's thread only.
 */
public final class RestateLate implements BeforeBooking {

  private final Batch batch;
  private final boolean isInOrder;

  private RestateLate(Batch batch, boolean isInOrder) {
    this.batch = batch;
    this.isInOrder = isInOrder;
  }

  /** For documents that come in, those of each terminal in their order. */
  public static RestateLate ofArrivals(Batch batch) {
    return new RestateLate(batch, true);
  }

  /** For documents that were parked, and are booked in any order. */
  public static RestateLate ofReleases(Batch batch) {
    return new RestateLate(batch, false);
  }

  @Override
  public void booking(Document document, Booking.Booked booked) throws SQLException {
    if (booked.movements().isEmpty()) {
      return;
    }
    if (CutsInForce.of(batch).reaches(document)) {
      DocumentKey key = document.key();
      List<StockCount> counts = CountsAtTerminal.of(batch).of(key, booked.movements());
      Shop shop = new Shop(document.store(), Currency.getInstance(document.currency()));
      for (Restatement restatement : Restatement.late(key, booked.movements(), counts)) {
        Restatements.make(batch, shop, restatement);
      }
    }
    review(document, booked);
  }

  /**
   * The same of a document that comes back from head office: it was booked once, and had what it
   * needed then. The restatement stands before it in the log, so head office holds that, too.
   */
  public void bookingAgain(Document document, Booking.Booked booked) throws SQLException {
    if (!booked.movements().isEmpty()) {
      review(document, booked);
    }
  }

  private void review(Document document, Booking.Booked booked) throws SQLException {
    CutsInForce cuts = CutsInForce.of(batch);
    for (CutsInForce.Unsure count :
        isInOrder
            ? List.copyOf(cuts.unsure(document.terminal()))
            : CutsInForce.everUnsure(batch, document.terminal())) {
      if (count.place().includes(document.epoch(), document.n())) {
        continue;
      }
      if (document.epoch() == count.place().epoch()
          && recordedAtMillis(document) <= count.untilMillis()) {
        review(document, booked, count.count(), "unmarked");
      } else if (isInOrder) {
        cuts.isSure(document.terminal(), count); // in its order, everything after it came later
      }
    }
    if (document.replaces() != null) {
      madeAnew(document, booked);
    }
  }

  /** Where it stood before was inside a count; whether it was there before the count, who knows. */
  private void madeAnew(Document document, Booking.Booked booked) throws SQLException {
    Cut.Place former = new Cut.Place(document.replaces().epoch(), document.replaces().n());
    for (StockCount count : CountsAtTerminal.of(batch).of(document.key(), booked.movements())) {
      Cut.Place reach = count.cut().places().get(document.terminal());
      if (reach.includes(former.epoch(), former.n())) {
        review(document, booked, count.id(), "made-anew");
      }
    }
  }

  private void review(Document document, Booking.Booked booked, String id, String why)
      throws SQLException {
    List<StockCount> counts = CountsAtTerminal.of(batch).of(document.key(), booked.movements());
    for (StockCount count : counts) {
      if (count.id().equals(id) && dependsOn(count, document.key(), booked, counts)) {
        Review.add(batch, id, document.key(), why);
      }
    }
  }

  /** Whether on-hand is another one when the count includes the document. */
  private static boolean dependsOn(
      StockCount count, DocumentKey document, Booking.Booked booked, List<StockCount> counts) {
    for (Movement movement : booked.movements()) {
      for (Location location : List.of(movement.from(), movement.to())) {
        if (count.covers(movement.item(), location)
            && counts.stream()
                .filter(each -> each.covers(movement.item(), location))
                .noneMatch(each -> each.cut().includes(document))) {
          return true;
        }
      }
    }
    return false;
  }

  /** By the store's clock, as far as the terminal had measured its own. */
  static long recordedAtMillis(Document document) {
    long skewMillis = document.skewMillis() == null ? 0 : document.skewMillis();
    return Instant.parse(document.recordedAt()).toEpochMilli() - skewMillis;
  }
}
