package io.tillstream.store.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentBuilder;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.AJournal;
import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.incarnation.OwnEpoch;
import io.tillstream.store.incarnation.RestoredStatus;
import io.tillstream.store.intake.IntakeConfig;
import io.tillstream.store.intake.Uploads;
import io.tillstream.store.uplink.UplinkConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a restored store has lost comes back from head office, once, whatever breaks on the way. */
class RetrieveTest {

  private static final List<Line> LAMP =
      List.of(new Line("LAMP", null, 1_000, 0, 0, null, null, null, true));

  @RegisterExtension final H2Books books = H2Books.withAWitness();
  private final AJournal sales = AJournal.of("T1").sells(1, "LAMP").sells(1, "LAMP");
  private final AJournal own =
      new AJournal(new DocumentStream(H2Books.SHOP.id(), TerminalId.STORE_ITSELF, 1));
  private AHeadOfficeThatGivesBack headOffice;
  private Retrieve retrieve;
  private String answerWithin = "60s";

  @BeforeEach
  void begin() throws IOException {
    headOffice = new AHeadOfficeThatGivesBack();
    for (int i = 0; i < 8; i++) {
      sales.sells(1, "LAMP");
    }
    own.records(DocumentType.GOODS_RECEIPT, 20, true, "LAMP");
  }

  @AfterEach
  void end() {
    headOffice.goesOn();
    retrieve.stop();
    headOffice.close();
  }

  @Test
  void whatHeadOfficeHoldsComesBackAndIsBookedOnce() throws Exception {
    headOffice.holds(sales);
    headOffice.holds(own);

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.writer().published().of(sales.stream()).hash()).isEqualTo(sales.hash(10));
    assertThat(books.writer().published().of(own.stream()).position()).isEqualTo(1);
    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("10000");
    RestoredStatus status = books.restoration().status().orElseThrow();
    assertThat(status.summary())
        .isEqualTo(
            "the database was restored from a backup: 0 documents came back from terminals, 11 from"
                + " head office");
    assertThat(status.askedHeadOffice()).isTrue();
  }

  @Test
  void theStoreDecidesAsItDecidedThoughItsCatalogueWentBackToo() throws Exception {
    AJournal open = AJournal.of("T2").sellsUnknown(4, "NEW");
    headOffice.holds(open);
    headOffice.decided(open, 1, 0, true);

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.ask("SELECT verdict, resolved FROM document"))
        .containsExactly("ACCEPTED {\"0\":true}");
    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("-4000");
  }

  @Test
  void whatAPersonHadDismissedStaysDismissedWithItsReason() throws Exception {
    AJournal open = AJournal.of("T2").sellsUnknown(4, "NEW").sells(1, "LAMP");
    open.append("[1]".getBytes(StandardCharsets.UTF_8));
    headOffice.holds(open);
    headOffice.wasDismissed(open, 1, "sold on paper");
    headOffice.wasDismissed(open, 3, "scrap");

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.ask("SELECT n, verdict FROM document ORDER BY n"))
        .containsExactly("1 PARKED", "2 ACCEPTED", "3 PARKED");
    assertThat(books.ask("SELECT COUNT(*) FROM parked")).containsExactly("0");
    assertThat(
            books.ask(
                "SELECT d.n, x.reason FROM document_dismissal x"
                    + " INNER JOIN document d ON d.seq = x.document_seq ORDER BY d.n"))
        .containsExactly("1 sold on paper", "3 scrap");
    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("-1000");
  }

  @Test
  void whatWaitedForItsCustomerWaitsAgainAndWhatWasBookedIsBookedThoughTheCustomerIsLost()
      throws Exception {
    AJournal till = AJournal.of("T2");
    for (int n = 1; n <= 2; n++) {
      String body =
          new String(till.copiedAfter(n - 1).sells(1, "LAMP").body(n), StandardCharsets.UTF_8);
      till.append(
          body.replace("\"currency\":\"GBP\",", "\"currency\":\"GBP\",\"customer\":\"C1\",")
              .getBytes(StandardCharsets.UTF_8));
    }
    headOffice.holds(till);
    headOffice.waitedForACustomer(till, 2, "C1");

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.ask("SELECT n, verdict FROM document ORDER BY n"))
        .containsExactly("1 ACCEPTED", "2 PARKED");
    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("-1000");
  }

  @Test
  void aDeliveryNoteEnteredAgainMakesNoSecondReceipt() throws Exception {
    headOffice.holds(own);

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.ask("SELECT reference, document_seq FROM own_reference"))
        .containsExactly("R1 1");
  }

  /** The sums of a transfer are made anew from the documents. */
  @Test
  void transfersStandAsTheDocumentsSayThatCameBack() throws Exception {
    StoreId other = new StoreId("S2");
    List<Line> lamps = List.of(new Line("LAMP", null, 5_000, 0, 0, null, null, null, true));
    own.append(
        own.document(
                DocumentType.TRANSFER_DISPATCH,
                lamps,
                next ->
                    next.goods(Location.SHOP_FLOOR, Location.IN_TRANSIT)
                        .transfer(new Transfer("S1-T-000001", other, null)))
            .canonicalBytes());
    own.append(
        own.document(
                DocumentType.TRANSFER_RECEIPT,
                lamps,
                next ->
                    next.goods(Location.IN_TRANSIT, Location.BACK_ROOM)
                        .transfer(new Transfer("S2-T-000007", other, true)))
            .canonicalBytes());
    headOffice.holds(own);

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(
            books.ask(
                "SELECT transfer, other_store, dispatches, receipts, whole_receipts FROM transfer"
                    + " ORDER BY transfer"))
        .containsExactly("S1-T-000001 S2 1 0 0", "S2-T-000007 S2 0 1 0");
    assertThat(
            books.ask(
                "SELECT transfer, item, dispatched_thousandths, received_thousandths"
                    + " FROM transfer_item ORDER BY transfer"))
        .containsExactly("S1-T-000001 LAMP 5000 0", "S2-T-000007 LAMP 0 5000");
    assertThat(books.ask("SELECT type, reference FROM own_reference ORDER BY reference"))
        .containsExactly("goods-receipt R1", "transfer-dispatch R2", "transfer-receipt R3");
    assertThat(books.ask("SELECT location, quantity_thousandths FROM stock ORDER BY location"))
        .containsExactly("back-room 5000", "in-transit 0", "shop-floor 15000", "supplier -20000");
  }

  /** I9: of the ten lamps sold eight are in the count, and two of these came after it. */
  @Test
  void aCountComesBackWithWhatWasPutRightAndWhatComesLateNowIsPutRightToo() throws Exception {
    counts(DocumentType.COUNT, "C1", 12L, -2, null);
    counts(DocumentType.COUNT_RESTATEMENT, "C1 T1/1/7", null, 1, 7L);
    AJournal known = sales.copiedAfter(7);
    headOffice.holds(known); // the terminal's before the store's own
    headOffice.holds(own);

    theDatabaseIsFoundToHaveGoneBack();
    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("12000");

    Uploads.of(books, sales, 7, 10);

    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("10000");
    assertThat(books.ask("SELECT n, epoch FROM count_restatement ORDER BY n"))
        .containsExactly("7 1", "8 1");
    assertThat(
            books.ask(
                "SELECT epoch, reference FROM document WHERE type = 'count-restatement'"
                    + " ORDER BY seq"))
        .containsExactly("1 C1 T1/1/7", "2 C1 T1/1/8");
  }

  /** I2: head office was silent, and the store made again what head office has. */
  @Test
  void aRestatementThatWasMadeAgainMeanwhileIsNotBookedASecondTime() throws Exception {
    counts(DocumentType.COUNT, "C1", 12L, -8, null);
    headOffice.holds(own);
    theDatabaseIsFoundToHaveGoneBack();
    Eventually.holds(() -> !books.restoration().isToFetch());
    retrieve.stop();
    Uploads.of(books, sales, 0, 10);
    assertThat(books.ask("SELECT COUNT(*) FROM count_restatement")).containsExactly("8");
    counts(DocumentType.COUNT_RESTATEMENT, "C1 T1/1/7", null, 1, 7L);
    books.restart();

    headOffice.holds(own);
    theDatabaseIsFoundToHaveGoneBack();
    Eventually.holds(() -> !books.restoration().isToFetch());

    assertThat(
            books.ask(
                "SELECT epoch, n, verdict, reason FROM document WHERE reference = 'C1 T1/1/7'"
                    + " ORDER BY epoch"))
        .hasSize(2)
        .first()
        .isEqualTo("1 3 PARKED held-already");
    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("10000");
  }

  /** I2: the void was heard of first, and the store took back again what head office has taken. */
  @Test
  void goodsThatWereTakenBackAgainMeanwhileAreNotTakenBackASecondTime() throws Exception {
    corrects(10);
    headOffice.holds(own);
    theDatabaseIsFoundToHaveGoneBack();
    Eventually.holds(() -> !books.restoration().isToFetch());
    retrieve.stop();
    voids(10);
    Uploads.of(books, sales, 0, 11);
    assertThat(books.ask("SELECT epoch, reference FROM document WHERE reference LIKE '% voided'"))
        .containsExactly("2 case 1-1 voided");
    says(
        DocumentType.STOCK_MOVEMENT,
        LAMP,
        next -> next.reference("case 1-1 voided").goods(Location.SHOP_FLOOR, Location.CUSTOMER));
    books.restart();

    headOffice.holds(own);
    theDatabaseIsFoundToHaveGoneBack();
    Eventually.holds(() -> !books.restoration().isToFetch());

    assertThat(
            books.ask(
                "SELECT epoch, n, verdict, reason FROM document WHERE reference LIKE '% voided'"
                    + " ORDER BY epoch"))
        .hasSize(2)
        .first()
        .isEqualTo("1 4 PARKED held-already");
    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("11000");
  }

  /** I9: nobody had counted a lamp because of the correction, nor one because of the void. */
  @Test
  void aCountThatIncludesTheCorrectionAndTheVoidStandsAsCounted() throws Exception {
    corrects(1);
    voids(1);
    CountDetails count =
        new CountDetails(
            "C1",
            CountDetails.Kind.PARTIAL,
            Location.SHOP_FLOOR,
            null,
            null,
            "Ann",
            null,
            List.of(
                new CountDetails.Place(new TerminalId("T1"), 1, 11, null),
                new CountDetails.Place(TerminalId.STORE_ITSELF, 1, 3, null)),
            null,
            List.of(new CountDetails.CountLine("LAMP", 11_000L, -10_000L)));
    says(DocumentType.COUNT, List.of(), next -> next.reference("C1").count(count));
    headOffice.holds(own);
    theDatabaseIsFoundToHaveGoneBack();
    Eventually.holds(() -> !books.restoration().isToFetch());

    Uploads.of(books, sales, 0, 11);

    assertThat(books.ask("SELECT quantity_thousandths FROM stock WHERE location = 'shop-floor'"))
        .containsExactly("11000");
  }

  /** Settles a case by turning a sale of one lamp round. */
  private void corrects(int n) {
    String sale = sales.stream().at(n).toString();
    says(
        DocumentType.STOCK_MOVEMENT,
        LAMP,
        next -> next.reference("case 1-1").goods(Location.CUSTOMER, Location.SHOP_FLOOR));
    says(
        DocumentType.CASE_SETTLEMENT,
        List.of(),
        next ->
            next.reference("case 1-1")
                .settles(
                    new SettledCase(
                        "1-1",
                        "oversell",
                        "LAMP",
                        "correct",
                        "Ann",
                        List.of(sale),
                        null,
                        sale,
                        null)));
  }

  private void voids(int n) throws IOException {
    Document sold = DocumentJson.read(sales.body(n));
    sales.append(
        sales
            .document(
                DocumentType.VOID,
                LAMP,
                next -> next.voids(new Voided(1, n, DocumentType.SALE, sold.number())))
            .canonicalBytes());
  }

  private void says(DocumentType type, List<Line> lines, UnaryOperator<DocumentBuilder> says) {
    own.append(
        own.document(type, lines, next -> says.apply(next).reason("because")).canonicalBytes());
  }

  private void counts(
      DocumentType type, String reference, Long counted, long variance, Long restates) {
    CountDetails count =
        new CountDetails(
            "C1",
            counted == null ? null : CountDetails.Kind.PARTIAL,
            Location.SHOP_FLOOR,
            null,
            null,
            "Ann",
            null,
            counted == null
                ? null
                : List.of(new CountDetails.Place(new TerminalId("T1"), 1, 8, null)),
            restates == null
                ? null
                : new CountDetails.Place(new TerminalId("T1"), 1, restates, null),
            List.of(
                new CountDetails.CountLine(
                    "LAMP", counted == null ? null : counted * 1_000, variance * 1_000)));
    own.append(
        own.document(type, List.of(), next -> next.reference(reference).count(count))
            .canonicalBytes());
  }

  /** I2: the epochs that head office has seen are not granted again. */
  @Test
  void epochsThatWereGrantedSinceTheBackupAreKnownAgain() throws Exception {
    AJournal again =
        new AJournal(new DocumentStream(H2Books.SHOP.id(), new TerminalId("T7"), 4))
            .sells(1, "LAMP");
    AJournal later =
        new AJournal(new DocumentStream(H2Books.SHOP.id(), TerminalId.STORE_ITSELF, 5));
    later.records(DocumentType.GOODS_RECEIPT, 1, true, "LAMP");
    headOffice.holds(again);
    headOffice.holds(later);

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.ask("SELECT terminal, epoch FROM terminal")).containsExactly("T7 4");
    int ownEpoch = books.write(OwnEpoch::of);
    assertThat(ownEpoch).isEqualTo(6);
  }

  @Test
  void aLineThatBreaksInTheMiddleCostsNothingTwice() throws Exception {
    headOffice.holds(sales);
    headOffice.breaksAfter(3);

    theDatabaseIsFoundToHaveGoneBack();
    Eventually.holds(() -> books.writer().published().of(sales.stream()).position() == 6);
    headOffice.isWellAgain();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.ask("SELECT COUNT(*) FROM document")).containsExactly("10");
    assertThat(books.restoration().status().orElseThrow().fromHeadOffice()).isEqualTo(10);
  }

  @Test
  void whatIsLeftWhenTheStoreIsStoppedInTheMiddleComesAfterTheNextStart() throws Exception {
    headOffice.holds(sales);
    headOffice.holds(own);
    headOffice.ponders(3);
    theDatabaseIsFoundToHaveGoneBack();
    Eventually.holds(headOffice::isPondering);

    Thread stopper = new Thread(retrieve::stop);
    stopper.start();
    Eventually.holds(() -> stopper.getState() == Thread.State.TIMED_WAITING);
    headOffice.goesOn();
    stopper.join();
    assertThat(books.writer().published().of(sales.stream()).position()).isEqualTo(6);
    books.restart();
    assertThat(books.restoration().isToFetch()).isTrue();
    startsToFetch();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.writer().published().of(sales.stream()).position()).isEqualTo(10);
    assertThat(books.writer().published().of(own.stream()).position()).isEqualTo(1);
    assertThat(books.restoration().status().orElseThrow().fromHeadOffice()).isEqualTo(11);
  }

  @Test
  void aLineThatGoesSilentInTheMiddleOfAnAnswerIsGivenUpAndTheRestFetched() throws Exception {
    answerWithin = "300ms";
    headOffice.holds(sales);
    headOffice.goesSilentAfter(3);

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.writer().published().of(sales.stream()).position()).isEqualTo(10);
  }

  @Test
  void terminalsWaitForHeadOfficeOnlyWhileItAnswers() throws Exception {
    headOffice.holds(sales);
    headOffice.breaksAfter(0);

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isHeadOfficeFirst());
    assertThat(books.restoration().isToFetch()).isTrue();
    headOffice.isWellAgain();
    Eventually.holds(() -> !books.restoration().isToFetch());
  }

  @Test
  void aHeadOfficeOfAnOlderVersionIsNotAskedForEver() throws Exception {
    headOffice.isOld();

    theDatabaseIsFoundToHaveGoneBack();

    Eventually.holds(() -> !books.restoration().isToFetch());
    assertThat(books.ask("SELECT COUNT(*) FROM document")).containsExactly("0");
  }

  private void theDatabaseIsFoundToHaveGoneBack() {
    startsToFetch();
    books
        .restoration()
        .headOfficeIsAhead(books.writer().published().incarnation(), "head office says so");
  }

  private void startsToFetch() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(UplinkConfig.class)
            .withMapping(IntakeConfig.class)
            .withDefaultValue("tillstream.uplink.url", headOffice.address().toString())
            .withDefaultValue("tillstream.uplink.rest-shortest", "10ms")
            .withDefaultValue("tillstream.uplink.rest-longest", "50ms")
            .withDefaultValue("tillstream.uplink.answer-within", answerWithin)
            .build();
    retrieve =
        new Retrieve(
            config.getConfigMapping(UplinkConfig.class),
            config.getConfigMapping(IntakeConfig.class),
            H2Books.SHOP,
            books.writer(),
            books.restoration(),
            new ReadBatch(new JsonMapper()),
            new JsonMapper());
    retrieve.start();
  }
}
