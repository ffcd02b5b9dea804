package io.tillstream.store.transfer;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.H2Books;
import io.tillstream.store.own.Goods;
import io.tillstream.store.own.Outcome;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/** What happens to transfers of lamps with store S2. */
public final class TransferBooks {

  public static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private static final StoreId OTHER = new StoreId("S2");

  private static final TransfersConfig AFTER_A_WEEK =
      new SmallRyeConfigBuilder()
          .addDiscoveredConverters()
          .withMapping(TransfersConfig.class)
          .build()
          .getConfigMapping(TransfersConfig.class);

  private final H2Books books;

  public TransferBooks(H2Books books) {
    this.books = books;
  }

  /** Head office tells what the other store's documents say. */
  public void hears(String id, int sent, int received) {
    TreeMap<String, Balance> items = new TreeMap<>();
    items.put("LAMP", new Balance(sent * 1_000L, received * 1_000L, 0));
    int receipts = received > 0 ? 1 : 0;
    books.write(
        new NoteNews(
            List.of(
                new TransferStanding(
                    id, OTHER, "2026-11-20", sent > 0 ? 1 : 0, receipts, receipts, items))));
  }

  public Outcome receives(String id, String reference, int units) {
    return receives(id, reference, units, Location.SHOP_FLOOR);
  }

  /** Receives at a place. */
  public Outcome receives(String id, String reference, int units, Location place) {
    return books.write(
        new RecordTransfer(
            H2Books.SHOP,
            DocumentType.TRANSFER_RECEIPT,
            id,
            OTHER,
            false,
            reference,
            TODAY,
            new Route(Location.IN_TRANSIT, place),
            null,
            List.of(new Goods("LAMP", Quantity.ofUnits(units)))));
  }

  /** Sends goods, the first transfer as {@code S1-T-000001}. */
  public Outcome sends(String reference, int units) {
    return books.write(
        new RecordTransfer(
            H2Books.SHOP,
            DocumentType.TRANSFER_DISPATCH,
            null,
            OTHER,
            false,
            reference,
            TODAY,
            new Route(Location.SHOP_FLOOR, Location.IN_TRANSIT),
            null,
            List.of(new Goods("LAMP", Quantity.ofUnits(units)))));
  }

  public void areOverdue(String... ids) {
    books.write(new NoteOverdue(List.of(ids)));
  }

  /** Those open for too long, a year from now, of which the writer is to hear. */
  public List<String> overdue() throws SQLException {
    ListTransfers transfers = new ListTransfers(books.database(), AFTER_A_WEEK);
    return transfers.overdue(transfers.open("", 100), TODAY.plusYears(1));
  }
}
