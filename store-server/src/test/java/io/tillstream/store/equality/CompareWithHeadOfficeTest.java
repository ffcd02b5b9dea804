package io.tillstream.store.equality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.equality.HeadOfficeProof.DocumentDifference;
import io.tillstream.store.equality.HeadOfficeProof.Effect;
import io.tillstream.store.equality.HeadOfficeProof.ItemDifference;
import io.tillstream.store.uplink.HeadOfficeLine;
import io.tillstream.store.uplink.UplinkConfig;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever head office has less, more or otherwise is named, and nothing else is (I6). */
class CompareWithHeadOfficeTest {

  @RegisterExtension final H2Books books = H2Books.withAWitness();
  private final AJournal till = AJournal.of("T1");
  private final AJournal other = AJournal.of("T2");
  private final AJournal own =
      new AJournal(new DocumentStream(H2Books.SHOP.id(), TerminalId.STORE_ITSELF, 1));
  private AHeadOfficeThatIsCompared headOffice;

  @BeforeEach
  void aDayOfSales() throws Exception {
    headOffice = new AHeadOfficeThatIsCompared();
    books(own.records(DocumentType.GOODS_RECEIPT, 1_000, true, "LAMP", "MUG", "CUP"));
    for (int i = 0; i < 300; i++) { // more than a block
      books(till.sells(1, "LAMP"));
    }
    for (int i = 0; i < 10; i++) {
      books(other.sells(2, "MUG", "LAMP"));
    }
    headOffice.follows(books, head());
  }

  @AfterEach
  void close() {
    headOffice.close();
  }

  @Test
  void booksThatAreTheSameAreEqualAtTheHead() throws Exception {
    HeadOfficeProof proof = thoroughly();

    assertThat(proof.state()).isEqualTo(Standing.EQUAL);
    assertThat(proof.at()).isEqualTo(head());
    assertThat(proof.behindBy()).isZero();
    assertThat(proof.compared().streams()).isEqualTo(3);
    assertThat(proof.compared().documents()).isEqualTo(311);
    assertThat(proof.compared().items()).isEqualTo(3);
    assertThat(proof.isEmpty()).isTrue();
    assertThat(quickly()).isEqualTo(proof);
  }

  @Test
  void aHeadOfficeThatIsAThousandFactsBehindIsEqualWhereItStands() throws Exception {
    long before = head();
    for (int i = 0; i < 1_000; i++) {
      books(till.sells(1, i % 2 == 0 ? "LAMP" : "CUP"));
    }

    HeadOfficeProof proof = thoroughly();

    assertThat(proof.state()).isEqualTo(Standing.BEHIND);
    assertThat(proof.at()).isEqualTo(before);
    assertThat(proof.behindBy()).isEqualTo(1_000);
    assertThat(proof.isEmpty()).isTrue();
  }

  @Test
  void whatIsReleasedAfterThePlaceIsNoDifferenceThere() throws Exception {
    parks(other.sellsUnknown(5, "NEW"));
    headOffice.follows(books, head());
    long before = head();
    releases("NEW");
    books(till.sells(1, "LAMP"));

    HeadOfficeProof proof = thoroughly();

    assertThat(proof.state()).isEqualTo(Standing.BEHIND);
    assertThat(proof.at()).isEqualTo(before);
    assertThat(proof.isEmpty()).isTrue();
    headOffice.follows(books, head());
    assertThat(thoroughly().state()).isEqualTo(Standing.EQUAL);
  }

  @Test
  void aRowOfStockThatIsSpoiltIsNamedAndNoDocument() throws Exception {
    headOffice.has("MUG", "shop-floor", 979_000);

    for (HeadOfficeProof proof : List.of(quickly(), thoroughly())) {
      assertThat(proof.state()).isEqualTo(Standing.DIFFERS);
      assertThat(proof.documents()).isEmpty();
      assertThat(proof.differences())
          .containsExactly(
              new ItemDifference(
                  "MUG",
                  "shop-floor",
                  "980",
                  "979",
                  "head office's stock is not the sum of its movements",
                  List.of(),
                  false));
    }
  }

  @Test
  void aRowOfTheStoresOwnStockThatIsSpoiltIsNamedAsTheStores() throws Exception {
    books.run(
        "UPDATE stock SET quantity_thousandths = 1 WHERE item = 'CUP' AND location = 'shop-floor'");

    assertThat(quickly().differences())
        .containsExactly(
            new ItemDifference(
                "CUP",
                "shop-floor",
                "0.001",
                "1000",
                "the store's stock is not the sum of its movements",
                List.of(),
                false));
  }

  @Test
  void goodsThatMoveBetweenPlacesAndStoresAreComparedAtEachPlaceWhereTheyLie() throws Exception {
    long before = head();
    for (Route route :
        List.of(
            new Route(Location.SHOP_FLOOR, Location.BACK_ROOM),
            new Route(Location.SHOP_FLOOR, Location.SCRAP),
            new Route(Location.SHOP_FLOOR, Location.SUPPLIER),
            new Route(Location.ADJUSTMENT, Location.BACK_ROOM))) {
      books(moves(DocumentType.STOCK_MOVEMENT, route, null));
    }
    Transfer transfer = new Transfer("S1-T-000001", new StoreId("S2"), null);
    books(
        moves(
            DocumentType.TRANSFER_DISPATCH,
            new Route(Location.BACK_ROOM, Location.IN_TRANSIT),
            transfer));
    books(
        moves(
            DocumentType.TRANSFER_RECEIPT,
            new Route(Location.IN_TRANSIT, Location.SHOP_FLOOR),
            transfer));
    books(
        moves(
            DocumentType.TRANSFER_DIFFERENCE,
            new Route(Location.IN_TRANSIT, Location.ADJUSTMENT),
            transfer));

    for (long at = before; at <= head(); at++) { // all of them are under way, then ever fewer
      headOffice.follows(books, at);
      for (HeadOfficeProof proof : List.of(quickly(), thoroughly())) {
        assertThat(proof.state()).isEqualTo(at == head() ? Standing.EQUAL : Standing.BEHIND);
        assertThat(proof.at()).isEqualTo(at);
        assertThat(proof.isEmpty()).as(proof.toString()).isTrue();
      }
    }

    assertThat(quickly().compared().items()).isEqualTo(4); // the mugs lie at two places
    headOffice.has("MUG", "back-room", 1_000);
    assertThat(quickly().differences())
        .extracting(ItemDifference::item, ItemDifference::location, ItemDifference::headOffice)
        .containsExactly(tuple("MUG", "back-room", "1"));
    headOffice.has("MUG", "back-room", 10_000);
    headOffice.losesTheMovementsOf(own.stream().at(6));
    assertThat(thoroughly().differences())
        .extracting(ItemDifference::item, ItemDifference::location)
        .containsExactly(tuple("MUG", "back-room"));
    headOffice.losesTheMovementsOf(own.stream().at(8)); // of places at which nobody counts
    assertThat(thoroughly().documents())
        .extracting(DocumentDifference::key, DocumentDifference::detail)
        .containsExactly(
            tuple(
                "S1/STORE/1/8",
                "booked in the store: 10 of MUG from in-transit to adjustment; at head office:"
                    + " nothing"));
  }

  @Test
  void whatARestoredStoreMadeAgainIsBookedOnceInEachTierAndNoDifference() throws Exception {
    Route toTheBack = new Route(Location.SHOP_FLOOR, Location.BACK_ROOM);
    parks(moves(DocumentType.STOCK_MOVEMENT, toTheBack, null));
    books(moves(DocumentType.STOCK_MOVEMENT, toTheBack, null));
    headOffice.follows(books, head());
    headOffice.booksInstead(own.stream().at(2), own.stream().at(3));

    assertThat(thoroughly().state()).isEqualTo(Standing.EQUAL);
    parks(till.sells(1, "LAMP"));
    books(till.sells(1, "LAMP"));
    headOffice.follows(books, head());
    headOffice.booksInstead(till.stream().at(301), till.stream().at(302));
    assertThat(thoroughly().differences()) // a terminal makes nothing again
        .extracting(ItemDifference::item, ItemDifference::store, ItemDifference::headOffice)
        .containsExactly(tuple("LAMP", "679", "679"));
  }

  @Test
  void aMovementThatIsGoneIsFoundByReadingAll() throws Exception {
    headOffice.losesTheMovementsOf(other.stream().at(4));

    assertThat(quickly().state()).isEqualTo(Standing.EQUAL); // the sums are as they were
    HeadOfficeProof proof = thoroughly();

    assertThat(proof.state()).isEqualTo(Standing.DIFFERS);
    assertThat(proof.documents()).isEmpty();
    String wrong = "head office's stock is not the sum of its movements";
    assertThat(proof.differences())
        .containsExactly(
            item("LAMP", "680", "680", wrong, new Effect("S1/T2/1/4", "S1/T2/1-4", "-2", null)),
            item("MUG", "980", "980", wrong, new Effect("S1/T2/1/4", "S1/T2/1-4", "-2", null)));
  }

  @Test
  void aMovementThatTheStoreHasLostIsFoundByReadingAll() throws Exception {
    books.run(
        "DELETE FROM movement WHERE line = 0 AND document_seq ="
            + " (SELECT seq FROM document WHERE terminal = 'T1' AND n = 290)");

    assertThat(thoroughly().differences())
        .containsExactly(
            item(
                "LAMP",
                "680",
                "680",
                "the store's stock is not the sum of its movements",
                new Effect("S1/T1/1/290", "S1/T1/1-290", null, "-1")));
  }

  @Test
  void aDocumentThatHeadOfficeHasLostIsNamedWithItsItems() throws Exception {
    headOffice.loses(till.stream().at(257));

    HeadOfficeProof proof = quickly(); // the stock tells

    assertThat(proof.documents())
        .containsExactly(
            new DocumentDifference(
                "S1/T1/1/257", "S1/T1/1-257", till.hash(257), null, "missing at head office"));
    assertThat(proof.differences())
        .containsExactly(
            item("LAMP", "680", "681", null, new Effect("S1/T1/1/257", "S1/T1/1-257", "-1", null)));
  }

  @Test
  void theLastDocumentMissingAtHeadOfficeIsFoundByTheEndOfItsChain() throws Exception {
    headOffice.loses(other.stream().at(10));
    headOffice.endsAt(other.stream(), 9);

    HeadOfficeProof proof = quickly();

    assertThat(proof.documents())
        .extracting(DocumentDifference::key, DocumentDifference::detail)
        .containsExactly(tuple("S1/T2/1/10", "missing at head office"));
    assertThat(proof.differences())
        .extracting(ItemDifference::item, ItemDifference::store, ItemDifference::headOffice)
        .containsExactly(tuple("LAMP", "680", "682"), tuple("MUG", "980", "982"));
  }

  @Test
  void aDocumentThatTheStoreHasLostIsNamed() throws Exception {
    books.run("DELETE FROM document WHERE terminal = 'T2' AND n = 3");

    HeadOfficeProof proof = thoroughly();

    assertThat(proof.documents())
        .containsExactly(
            new DocumentDifference(
                "S1/T2/1/3", "S1/T2/1-3", null, other.hash(3), "missing in the store"));
    assertThat(proof.differences())
        .extracting(ItemDifference::item)
        .containsExactly("LAMP", "MUG"); // what it moved is booked by nobody now
  }

  @Test
  void aDocumentThatBothHaveLostIsNamed() throws Exception {
    headOffice.loses(till.stream().at(7));
    books.run("DELETE FROM document WHERE terminal = 'T1' AND n = 7");

    assertThat(thoroughly().documents())
        .extracting(DocumentDifference::key, DocumentDifference::detail)
        .containsExactly(tuple("S1/T1/1/7", "missing in the store and at head office"));
  }

  @Test
  void aHashThatIsSpoiltIsNamedOnce() throws Exception {
    headOffice.hashes(till.stream().at(120), Hash.START);

    HeadOfficeProof proof = thoroughly();

    assertThat(proof.documents())
        .containsExactly(
            new DocumentDifference(
                "S1/T1/1/120",
                "S1/T1/1-120",
                till.hash(120),
                Hash.START,
                "another document, or another history before it"));
    assertThat(proof.differences()).isEmpty();
  }

  @Test
  void anEndOfAChainThatIsSpoiltIsNamed() throws Exception {
    headOffice.hashes(till.stream().at(300), Hash.START);
    headOffice.endsAt(till.stream(), 300);

    assertThat(quickly().documents())
        .extracting(DocumentDifference::key)
        .containsExactly("S1/T1/1/300");
  }

  @Test
  void aByteThatIsTurnedOnEitherSideIsFoundByReadingAll() throws Exception {
    headOffice.turnsAByteOf(till.stream().at(256));
    assertThat(quickly().state()).isEqualTo(Standing.EQUAL);

    assertThat(thoroughly().documents())
        .extracting(DocumentDifference::key, DocumentDifference::detail)
        .containsExactly(tuple("S1/T1/1/256", "its bytes at head office do not make its hash"));
    headOffice.turnsAByteOf(till.stream().at(256));
    books.run("UPDATE document SET body = X'7B7D' WHERE terminal = 'T1' AND n = 257");

    assertThat(thoroughly().documents())
        .extracting(DocumentDifference::key, DocumentDifference::detail)
        .containsExactly(tuple("S1/T1/1/257", "its bytes in the store do not make its hash"));
  }

  @Test
  void salesThatGoOnMeanwhileAreNeverTakenForADifference() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    List<Throwable> broken = new ArrayList<>();
    Thread shop =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 2_000 && enough.getCount() > 0; i++) {
                  books(till.sells(1, "LAMP", "CUP"));
                  if (i % 10 == 0) {
                    parks(other.sellsUnknown(1, "NEW" + i));
                    releases("NEW" + i);
                  }
                  if (i % 3 == 0) {
                    headOffice.follows(books, head());
                  }
                }
              } catch (Exception | AssertionError e) {
                broken.add(e);
              }
            });
    shop.start();
    long seen = 0;
    for (int i = 0; i < 40; i++) {
      HeadOfficeProof proof = i % 4 == 0 ? thoroughly() : quickly();
      assertThat(proof.state()).as(proof.toString()).isIn(Standing.EQUAL, Standing.BEHIND);
      assertThat(proof.isEmpty()).as(proof.toString()).isTrue();
      assertThat(proof.at()).isNotNull().isGreaterThanOrEqualTo(seen);
      seen = proof.at();
    }
    enough.countDown();
    shop.join();

    assertThat(broken).isEmpty();
    headOffice.follows(books, head());
    assertThat(thoroughly().state()).isEqualTo(Standing.EQUAL);
  }

  @Test
  void anotherLifeOfTheLogIsComparedOnceHeadOfficeHasComeToWhatItKnows() throws Exception {
    String former = books.writer().published().incarnation();
    assertThat(books.restoration().headOfficeIsAhead(former, "it says so")).isTrue();
    books.restoration().fetched(books.writer().published().incarnation());
    HeadOfficeProof unheard = thoroughly();
    assertThat(unheard.state()).isEqualTo(Standing.BEHIND);
    assertThat(unheard.at()).isNull();

    headOffice.follows(books, 40); // all of it is held, of this life so much
    HeadOfficeProof early = thoroughly();
    assertThat(early.state()).as(early.toString()).isEqualTo(Standing.BEHIND);
    assertThat(early.isEmpty()).isTrue();

    headOffice.follows(books, head());
    assertThat(thoroughly().state()).isEqualTo(Standing.EQUAL);
    headOffice.loses(till.stream().at(5));
    assertThat(quickly().documents())
        .extracting(DocumentDifference::key)
        .containsExactly("S1/T1/1/5");
  }

  @Test
  void aStoreThatLostADocumentInARestoreAndCannotGetItBackSaysSo() throws Exception {
    books.backUp();
    books(till.sells(3, "CUP"));
    headOffice.follows(books, head());
    books.putBack();
    books.restoration().fetched(books.writer().published().incarnation());
    headOffice.follows(books, head());

    HeadOfficeProof proof = quickly();

    assertThat(proof.state()).isEqualTo(Standing.DIFFERS);
    assertThat(proof.documents())
        .extracting(DocumentDifference::key, DocumentDifference::detail)
        .containsExactly(tuple("S1/T1/1/301", "missing in the store"));
    assertThat(proof.differences())
        .containsExactly(
            item("CUP", "1000", "997", null, new Effect("S1/T1/1/301", "S1/T1/1-301", null, "-3")));
  }

  @Test
  void whileLostDocumentsAreFetchedNothingIsSaidToDiffer() throws Exception {
    books.restoration().headOfficeIsAhead(books.writer().published().incarnation(), "it says so");

    assertThat(quickly().state()).isEqualTo(Standing.BEHIND);
    assertThat(quickly().detail()).contains("restored from a backup");
  }

  @Test
  void aHeadOfficeThatKnowsMoreOfTheLogThanTheStoreIsNotCalledEqual() throws Exception {
    headOffice.follows(books, head() + 1);

    assertThat(quickly().state()).isEqualTo(Standing.DIFFERS);
    assertThat(quickly().detail()).contains("the store's ends at " + head());
  }

  @Test
  void aHeadOfficeThatIsAwayOrOldOrSomethingElseIsOutOfReach() throws Exception {
    headOffice.answersWith(404);
    assertThat(quickly().state()).isEqualTo(Standing.OUT_OF_REACH);
    assertThat(quickly().detail()).contains("version");
    headOffice.answersWith(503);
    assertThat(quickly().detail()).isEqualTo("head office answers 503");
    headOffice.close();
    assertThat(quickly().state()).isEqualTo(Standing.OUT_OF_REACH);
    assertThat(quickly().detail()).startsWith("nothing answers at");
  }

  @Test
  void withoutAHeadOfficeThereIsNothingToCompare() throws Exception {
    HeadOfficeProof proof = comparison(Optional.empty()).compare(true);

    assertThat(proof.state()).isEqualTo(Standing.NOT_CONFIGURED);
  }

  private static ItemDifference item(
      String item, String store, String headOffice, String detail, Effect... documents) {
    return new ItemDifference(
        item, "shop-floor", store, headOffice, detail, List.of(documents), false);
  }

  private HeadOfficeProof quickly() throws SQLException {
    return comparison(line()).compare(false);
  }

  private HeadOfficeProof thoroughly() throws SQLException {
    return comparison(line()).compare(true);
  }

  private Optional<HeadOfficeLine> line() {
    return HeadOfficeLine.of(
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(UplinkConfig.class)
            .withDefaultValue("tillstream.uplink.url", headOffice.address().toString())
            .build()
            .getConfigMapping(UplinkConfig.class));
  }

  private CompareWithHeadOffice comparison(Optional<HeadOfficeLine> line) {
    return new CompareWithHeadOffice(
        H2Books.SHOP.id(),
        books.writer(),
        books.restoration(),
        new OwnStock(books.database()),
        new OwnStream(books.database()),
        line.map(way -> new AskHeldBooks(way, new JsonMapper())),
        "no head office is configured");
  }

  private long head() {
    return books.writer().published().seq();
  }

  /** Takes in the last document of a journal. */
  private void books(AJournal journal) {
    Held held = held(journal);
    books.write(
        batch ->
            Journal.of(batch)
                .accept(
                    held, (Booking.Booked) Booking.of(held.document(), item -> Optional.of(true))));
  }

  private void parks(AJournal journal) {
    Held held = held(journal);
    String item = held.document().lines().getFirst().item();
    books.write(
        batch -> {
          Journal.of(batch).park(held, ParkedReason.UNKNOWN_ITEM, item, item, null);
          return true;
        });
  }

  private void releases(String item) {
    books.write(
        batch -> {
          new ReleaseParked(
                  batch,
                  document -> Booking.of(document, any -> Optional.of(true)),
                  (document, booked) -> {})
              .waitingFor(List.of(item));
          return true;
        });
  }

  /** The store itself moves ten mugs. */
  private AJournal moves(DocumentType type, Route route, Transfer transfer) {
    Line mugs = new Line("MUG", null, 10_000, 0, 0, null, null, null, true);
    return own.append(
        own.document(
                type,
                List.of(mugs),
                next -> next.goods(route.from(), route.to()).transfer(transfer).reason("why"))
            .canonicalBytes());
  }

  private static Held held(AJournal journal) {
    int n = journal.size();
    try {
      Document document = DocumentJson.READER.readValue(journal.body(n), Document.class);
      DocumentKey key = document.key();
      return new Held(key, journal.hash(n), journal.body(n), document);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
