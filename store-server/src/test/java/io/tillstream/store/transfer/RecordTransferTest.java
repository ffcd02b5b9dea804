package io.tillstream.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the books keep of transfers, over restarts and restored backups. */
class RecordTransferTest {

  private static final StoreId OTHER = new StoreId("S2");

  @RegisterExtension final H2Books books = new H2Books();

  @BeforeEach
  void stock() throws SQLException {
    books.run("INSERT INTO item (item, description, stocked) VALUES ('LAMP', 'A lamp', 1)");
  }

  @Test
  void aReferenceIsKnownAgainAfterARestart() throws Exception {
    assertThat(books.write(dispatches("note-1"))).isInstanceOf(Outcome.Recorded.class);

    books.restart();

    assertThat(books.write(dispatches("note-1"))).isInstanceOf(Outcome.Repeated.class);
    assertThat(books.ask("SELECT transfer, dispatches FROM transfer"))
        .containsExactly("S1-T-000001 1");
    assertThat(books.ask("SELECT location, quantity_thousandths FROM stock ORDER BY location"))
        .containsExactly("in-transit 4000", "shop-floor -4000");
  }

  @Test
  void dispatchesOfTheStoresNextLifeHaveNamesThatNobodyEverHad() throws Exception {
    books.write(dispatches("note-1"));
    books.run(
        "INSERT INTO incarnation (incarnation, former, former_seq, own_epoch, found_by, detail,"
            + " began_at_millis) SELECT incarnation, 'before', 0, 2, 'witness', '', 0"
            + " FROM store_clock");

    books.write(dispatches("note-2"));

    assertThat(books.ask("SELECT transfer FROM transfer ORDER BY transfer"))
        .containsExactly("S1-T-000001", "S1-T.2-000001");
  }

  @Test
  void whatHeadOfficeTellsOfTheOtherStoreCountsAndIsNeverAddedTwice() throws Exception {
    books.write(dispatches("note-1"));
    TransferStanding received = told(0, 4_000);

    assertThat(books.write(new NoteNews(List.of(received)))).isEqualTo(1);
    assertThat(books.write(new NoteNews(List.of(received)))).isZero();

    assertThat(known("S1-T-000001").state()).hasToString("closed");
    assertThat(books.write(receives("S1-T-000001", "box-1", 1)))
        .isInstanceOf(Outcome.TransferConflict.class);
  }

  @Test
  void newsTakeThePlaceOfEarlierNews() throws Exception {
    books.write(new NoteNews(List.of(told(4_000, 0))));
    books.write(new NoteNews(List.of(told(5_000, 0))));

    assertThat(known("S1-T-000001").items())
        .containsExactlyEntriesOf(new TreeMap<>(Map.of("LAMP", new Balance(5_000, 0, 0))));
  }

  @Test
  void goodsThatAreKnownToBeOnTheirWayAreReceivedUnderTheTransfersNameAlone() throws Exception {
    books.write(new NoteNews(List.of(told("S2-T-000007", 4_000, 0))));

    assertThat(books.write(receives("S2-T-000007", "box-1", 3)))
        .isInstanceOf(Outcome.Recorded.class);

    assertThat(known("S2-T-000007").state()).hasToString("received-short");
    assertThat(books.write(receives("S2-T-000007", "box-2", 1)))
        .isInstanceOf(Outcome.Recorded.class);
    assertThat(known("S2-T-000007").state()).hasToString("closed");
  }

  private TransferStanding known(String id) {
    return books.write(batch -> new ReadTransfers(batch::prepare).of(id)).orElseThrow();
  }

  private static TransferStanding told(long dispatched, long received) {
    return told("S1-T-000001", dispatched, received);
  }

  private static TransferStanding told(String id, long dispatched, long received) {
    TreeMap<String, Balance> items = new TreeMap<>();
    items.put("LAMP", new Balance(dispatched, received, 0));
    return new TransferStanding(
        id, OTHER, "2026-11-20", dispatched > 0 ? 1 : 0, received > 0 ? 1 : 0, 0, items);
  }

  private static RecordTransfer dispatches(String reference) {
    return new RecordTransfer(
        H2Books.SHOP,
        DocumentType.TRANSFER_DISPATCH,
        null,
        OTHER,
        false,
        reference,
        LocalDate.of(2026, 11, 20),
        new Route(Location.SHOP_FLOOR, Location.IN_TRANSIT),
        null,
        List.of(new Goods("LAMP", Quantity.ofUnits(4))));
  }

  private static RecordTransfer receives(String id, String reference, long units) {
    return new RecordTransfer(
        H2Books.SHOP,
        DocumentType.TRANSFER_RECEIPT,
        id,
        null,
        false,
        reference,
        LocalDate.of(2026, 11, 20),
        new Route(Location.IN_TRANSIT, Location.SHOP_FLOOR),
        null,
        List.of(new Goods("LAMP", Quantity.ofUnits(units))));
  }
}
