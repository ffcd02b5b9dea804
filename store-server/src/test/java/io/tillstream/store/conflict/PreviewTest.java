package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.own.OwnDocument;
import io.tillstream.store.transfer.TransferBooks;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever decides sees beforehand what becomes of the goods at each place of the store. */
class PreviewTest {

  private static final String SENT = "S2-T-000007";

  @RegisterExtension final H2Books books = new H2Books();

  @ParameterizedTest
  @CsvSource({
    "oversell,shop-floor,accept",
    "oversell,shop-floor,back-order",
    "oversell,shop-floor,from-back-room",
    "oversell,shop-floor,compensate",
    "transfer,shop-floor,wait",
    "transfer,shop-floor,lost",
    "transfer,shop-floor,counted-again",
    "transfer,back-room,lost",
    "transfer,back-room,counted-again",
    "promised,shop-floor,accept",
    "promised,shop-floor,compensate"
  })
  void whatThePreviewSaysIsWhatIsBooked(String kind, String place, String choice)
      throws SQLException {
    CaseBooks cases = new CaseBooks(books);
    switch (CaseKind.of(kind)) {
      case OVERSELL -> oversells(cases);
      case TRANSFER -> receivesShort(Location.of(place));
      case PROMISED -> sellsWhatIsPromised(cases);
      case SERIAL, COUNT, UNKNOWN_ITEM, BLOCKED, PRICE -> throw new AssertionError(kind);
    }
    Settlement previewed =
        Settlement.of(Choice.of(choice), null, conflict(CaseKind.of(kind))).orElseThrow();
    SortedMap<String, String> before = stock();

    assertThat(cases.settles(Choice.of(choice), "Ann")).isEqualTo(new SettleAnswer.Settled());

    SortedMap<String, String> changed = new TreeMap<>();
    stock()
        .forEach(
            (where, after) -> {
              String former = before.getOrDefault(where, "0");
              if (!former.equals(after)) {
                changed.put(where, former + " to " + after);
              }
            });
    SortedMap<String, String> said = new TreeMap<>();
    for (Settlement.Effect effect : previewed.stock()) {
      if (effect.location().isReal()) {
        said.put(
            effect.location() + " " + effect.item(),
            effect.before().thousandths() + " to " + effect.after().thousandths());
      }
    }
    assertThat(changed).isEqualTo(said);
  }

  private void oversells(CaseBooks cases) {
    cases.receives(1, "LAMP");
    cases.receivesAt(Location.BACK_ROOM, "LAMP");
    cases.take(AJournal.of("T1").sells(3, "LAMP"), 1);
  }

  private void receivesShort(Location place) throws SQLException {
    books.run("INSERT INTO item (item, description, stocked) VALUES ('LAMP', 'A lamp', 1)");
    TransferBooks transfers = new TransferBooks(books);
    transfers.hears(SENT, 4, 0);
    transfers.receives(SENT, "box-1", 3, place);
  }

  private void sellsWhatIsPromised(CaseBooks cases) {
    cases.receives(3, "LAMP");
    Line line = new Line("LAMP", null, 2_000, 0, 0, null, null, null, true);
    books.write(
        batch ->
            OwnDocument.next(
                    batch,
                    H2Books.SHOP,
                    DocumentType.PROMISE,
                    "P1",
                    CaseBooks.TODAY,
                    next -> next.customer("17850").lines(List.of(line)))
                .record());
    cases.take(AJournal.of("T1").sells(2, "LAMP"), 1);
  }

  private Conflict conflict(CaseKind kind) throws SQLException {
    List<KnownCase> open =
        new ReadCases(books.database(), H2Books.SHOP)
            .after(CaseState.OPEN, Optional.of(kind), 0, 1);
    return new Facts(H2Books.SHOP).of(open.getFirst()).orElseThrow();
  }

  /** What is at each real place, in thousandths. */
  private SortedMap<String, String> stock() throws SQLException {
    SortedMap<String, String> stock = new TreeMap<>();
    for (String row : books.ask("SELECT location, item, quantity_thousandths FROM stock")) {
      String[] cells = row.split(" ", -1);
      if (Location.of(cells[0]).isReal()) {
        stock.put(cells[0] + " " + cells[1], cells[2]);
      }
    }
    return stock;
  }
}
