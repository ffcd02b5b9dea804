package io.tillstream.store.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.store.AJournal;
import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.incarnation.OwnEpoch;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.writer.Fence;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Facts reach head office once each, in order, whatever happens to envelopes and answers. */
class UplinkTest {

  @RegisterExtension final H2Books books = H2Books.withAWitness();
  private final AJournal journal = AJournal.of("T1");
  private final List<Uplink> uplinks = new ArrayList<>();
  private final HeadOfficeProgress progress = new HeadOfficeProgress();
  private AHeadOffice headOffice;
  private Duration answerWithin = Duration.ofSeconds(5);

  @BeforeEach
  void open() throws IOException {
    headOffice = new AHeadOffice();
  }

  @AfterEach
  void close() {
    uplinks.forEach(Uplink::stop);
    headOffice.close();
  }

  @Test
  void everyFactArrivesOnceInTheOrderOfTheLogWithTheDocumentsOwnBytes() throws Exception {
    sell(25);
    priceChanges();
    Uplink uplink = started(10);

    arrived(25);

    assertThat(headOffice.lines().get(16))
        .contains("\"document\":" + new String(journal.body(17), StandardCharsets.UTF_8) + "}");
    assertThat(headOffice.envelopes()).isEqualTo(3);
    assertThat(headOffice.lastCredential()).isEqualTo("Bearer secret");
    Eventually.holds(() -> uplink.status().pending() == 0);
    assertThat(uplink.status().position()).isEqualTo(books.writer().published().seq());
    assertThat(uplink.status().lastError()).isNull();
    assertThat(progress.acknowledged(journal.stream())).isEqualTo(25);
    sell(1);
    arrived(26);
  }

  @Test
  void changesThatAreNoFactsAreNotSent() throws Exception {
    priceChanges();
    Uplink uplink = started(10);
    sell(1);

    arrived(1);

    Eventually.holds(() -> uplink.status().pending() == 0);
    assertThat(headOffice.envelopes()).isEqualTo(1);
  }

  @Test
  void aLostAnswerLeadsToADuplicateAndNothingTwice() throws Exception {
    sell(5);
    headOffice.losesAnswers(2);
    Uplink uplink = started(10);

    Eventually.holds(() -> uplink.status().pending() == 0);

    assertThat(headOffice.lines()).hasSize(5);
    assertThat(headOffice.envelopes()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aLineThatGoesSilentInTheMiddleOfAnAnswerIsGivenUpAndTheSameIsSentAgain() throws Exception {
    answerWithin = Duration.ofMillis(300);
    headOffice.breaksOffAnswers(1);
    sell(5);
    Uplink uplink = started(10);

    Eventually.holds(() -> uplink.status().pending() == 0);

    assertThat(headOffice.lines()).hasSize(5);
  }

  @Test
  void envelopesBeginSmallAndGrowWithEachAnswerAndBeginAgainAfterSilence() throws Exception {
    sell(1_200);
    headOffice.doesNotGet(1);
    started(2_000);

    arrived(1_200);

    List<Integer> sizes = headOffice.sizes();
    assertThat(sizes.subList(0, 2)).allMatch(bytes -> bytes > 64_000 && bytes < 70_000);
    assertThat(sizes.get(2)).isBetween(100_000, 110_000);
  }

  /** Not even then is the log read from its beginning. */
  @Test
  void aLostAnswerToALargeEnvelopeIsNoForkWhenItsFirstPartIsSentAgain() throws Exception {
    sell(1_200);
    headOffice.losesAnswers(1, 1);
    Uplink uplink = started(2_000);

    Eventually.holds(() -> uplink.status().pending() == 0);

    assertThat(headOffice.lines()).hasSize(1_200);
    assertThat(headOffice.sizes().subList(0, 3))
        .satisfiesExactly(
            first -> assertThat(first).isLessThan(70_000),
            lost -> assertThat(lost).isGreaterThan(100_000),
            again -> assertThat(again).isLessThan(70_000));
    assertThat(uplink.status().lastError()).isNull();
  }

  @Test
  void aHeadOfficeThatIsAwayIsNamedByItsAddress() throws Exception {
    headOffice.close();
    sell(1);
    Uplink uplink = started(10);

    Eventually.holds(() -> uplink.status().lastError() != null);

    assertThat(uplink.status().lastError())
        .startsWith("head office is out of reach: nothing answers at ")
        .doesNotContain("Exception");
  }

  @Test
  void aBusyHeadOfficeIsAskedAgainAndTheReasonIsShown() throws Exception {
    headOffice.isBusyTimes(1_000);
    sell(5);
    Uplink uplink = started(10);
    Eventually.holds(() -> uplink.status().lastError() != null);
    assertThat(uplink.status().lastError()).isEqualTo("head office answers 503 not-available busy");
    assertThat(uplink.status().pending()).isEqualTo(5);

    headOffice.isBusyTimes(0);

    arrived(5);
    Eventually.holds(() -> uplink.status().lastError() == null);
  }

  @Test
  void aHeadOfficeThatAsksForRestGetsItWithinReason() throws Exception {
    headOffice.asksForRest(3_600);
    headOffice.isBusyTimes(1);
    sell(1);
    started(10);

    arrived(1);

    // Four times the longest rest; unasked, the first rest is at most 10 ms.
    assertThat(headOffice.firstRest()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void aRestartInTheMiddleKnowsHowFarEachTerminalIs() throws Exception {
    sell(20);
    Uplink before = started(10);
    Eventually.holds(() -> before.status().pending() == 0);
    before.stop();
    sell(7);
    headOffice.isBusyTimes(1_000);

    Uplink after = started(10);

    assertThat(progress.acknowledged(journal.stream())).isEqualTo(20);
    assertThat(after.status().pending()).isEqualTo(7);
  }

  @Test
  void anAddressWithoutASchemeIsNamedAtTheStart() {
    for (String url : List.of("office.example:7100", "office", "ftp://office", "http:///x")) {
      assertThat(JudgeUplink.fault(new QuickWay(Optional.of(URI.create(url)), 10)))
          .as(url)
          .hasValueSatisfying(why -> assertThat(why).startsWith("tillstream.uplink.url: "));
    }
    assertThat(JudgeUplink.fault(new QuickWay(Optional.empty(), 10))).isEmpty();
    assertThat(
            JudgeUplink.fault(new QuickWay(Optional.of(URI.create("http://127.0.0.1:7100")), 10)))
        .isEmpty();
  }

  @Test
  void moreThanHeadOfficeTakesIsRefusedAtTheStart() {
    SmallRyeConfigBuilder settings =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(UplinkConfig.class)
            .withValidator(new BeanValidationConfigValidatorImpl())
            .withDefaultValue("tillstream.uplink.envelope-records-max", "2001");

    assertThatThrownBy(settings::build)
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("tillstream.uplink.envelope-records-max");
  }

  @Test
  void aRestartGoesOnWhereHeadOfficeStands() throws Exception {
    sell(5);
    Uplink before = started(10);
    Eventually.holds(() -> before.status().pending() == 0);
    before.stop();
    sell(5);
    headOffice.losesAnswers(0);
    int envelopes = headOffice.envelopes();
    Uplink after = started(10);
    assertThat(progress.acknowledged(journal.stream())).isGreaterThanOrEqualTo(5);

    Eventually.holds(() -> after.status().pending() == 0);

    assertThat(headOffice.lines()).hasSize(10);
    assertThat(headOffice.envelopes()).isEqualTo(envelopes + 1);
  }

  @Test
  void aHeadOfficeThatFellBackGetsWhatItLost() throws Exception {
    sell(20);
    Uplink uplink = started(5);
    Eventually.holds(() -> uplink.status().pending() == 0);
    Watermark earlier = watermarkAfter(7);
    headOffice.fallsBackTo(earlier);
    sell(1);

    arrived(21);

    Eventually.holds(() -> uplink.status().pending() == 0);
    assertThat(progress.acknowledged(journal.stream())).isEqualTo(21);
  }

  @Test
  void aHeadOfficeThatLostAllGetsAll() throws Exception {
    sell(20);
    Uplink uplink = started(5);
    Eventually.holds(() -> uplink.status().pending() == 0);
    headOffice.fallsBackTo(Watermark.START);
    sell(1);

    arrived(21);
  }

  @Test
  void aHeadOfficeWithAnotherHistoryGetsTheWholeOneUnderAnotherLife() throws Exception {
    sell(3);
    Uplink uplink = started(10);
    Eventually.holds(() -> uplink.status().pending() == 0);
    String former = books.writer().published().incarnation();
    headOffice.fallsBackTo(new Watermark(2, Hash.START.then(new byte[] {1})));
    sell(1);

    Eventually.holds(() -> !books.writer().published().incarnation().equals(former));
    Eventually.holds(() -> uplink.status().pending() == 0);

    arrived(4);
    assertThat(headOffice.lives()).isEqualTo(2);
    assertThat(uplink.status().lastError()).isNull();
    assertThat(books.restoration().status().orElseThrow().foundBy()).isEqualTo("head-office");
  }

  /** One program begins one life: whatever differs after that is no restored backup. */
  @Test
  void aHeadOfficeThatDiffersAgainStopsTheUplink() throws Exception {
    sell(3);
    Uplink uplink = started(10);
    Eventually.holds(() -> uplink.status().pending() == 0);
    headOffice.fallsBackTo(new Watermark(2, Hash.START.then(new byte[] {1})));
    sell(1);
    Eventually.holds(() -> headOffice.lives() == 2);
    Eventually.holds(() -> uplink.status().pending() == 0);
    headOffice.fallsBackTo(new Watermark(2, Hash.START.then(new byte[] {1})));
    sell(1);

    Eventually.holds(() -> uplink.status().state().equals("forked"));

    assertThat(uplink.status().lastError()).contains("another history");
    int envelopes = headOffice.envelopes();
    sell(1);
    assertThat(uplink.status().pending()).isEqualTo(2);
    assertThat(headOffice.envelopes()).isEqualTo(envelopes);
  }

  @Test
  void aStoreWithNothingToSendStillHearsThatHeadOfficeIsAhead() throws Exception {
    sell(3);
    Uplink before = started(10);
    Eventually.holds(() -> before.status().pending() == 0);
    before.stop();
    // As after a restore: the database knows neither the last sales nor that they were confirmed.
    headOffice.isAheadBy(2);
    String former = books.writer().published().incarnation();

    started(10);

    Eventually.holds(() -> !books.writer().published().incarnation().equals(former));
    int ownEpoch = books.write(OwnEpoch::of);
    assertThat(ownEpoch).isEqualTo(2);
  }

  @Test
  void aHeadOfficeThatWentBackIsToldAgainThoughNothingNewHappens() throws Exception {
    sell(20);
    Uplink before = started(5);
    Eventually.holds(() -> before.status().pending() == 0);
    before.stop();
    headOffice.fallsBackTo(watermarkAfter(7));

    started(5);

    arrived(20);
    assertThat(headOffice.lives()).isEqualTo(1);
  }

  @Test
  void whatIsConfirmedOfOneLifeSaysNothingOfAnother() throws Exception {
    sell(3);
    Uplink uplink = started(10);
    Eventually.holds(() -> uplink.status().pending() == 0);
    Restoration restoration = books.restoration();

    assertThat(
            restoration.headOfficeIsAhead(books.writer().published().incarnation(), "it says so"))
        .isTrue();

    Eventually.holds(() -> headOffice.lives() == 2);
    Eventually.holds(() -> uplink.status().pending() == 0);
    assertThat(headOffice.lines()).hasSize(3);
    assertThat(progress.acknowledged(journal.stream())).isEqualTo(3);
  }

  /** I17: the cursor belongs to whoever leads. */
  @Test
  void aSupersededStoreMovesNoCursor() throws Exception {
    sell(3);
    books.run("UPDATE store_clock SET leader_epoch = leader_epoch + 1");

    Uplink uplink = started(10);

    arrived(3);
    Eventually.holds(() -> uplink.status().lastError() != null);
    assertThat(uplink.status().lastError()).contains("another store server writes");
    assertThat(books.ask("SELECT acknowledged_seq FROM uplink_cursor")).isEmpty();
  }

  @Test
  void aReleaseTravelsInItsPlace() throws Exception {
    sell(2);
    journal.sellsUnknown(1, "NEW");
    Held held = held(3);
    books.write(
        batch -> {
          Journal.of(batch).park(held, ParkedReason.UNKNOWN_ITEM, "NEW", "NEW", null);
          return true;
        });
    sell(1);
    books.write(
        batch -> {
          new ReleaseParked(
                  batch,
                  document -> Booking.of(document, item -> Optional.of(true)),
                  (document, booked) -> {})
              .waitingFor(List.of("NEW"));
          return true;
        });
    sell(1);
    started(2);

    arrived(6);

    List<String> lines = headOffice.lines();
    assertThat(lines.get(2)).contains("\"verdict\":\"PARKED\",\"reason\":\"unknown-item\"");
    assertThat(lines.get(4))
        .contains("\"kind\":\"release\",\"terminal\":\"T1\",\"epoch\":1,\"n\":3")
        .contains("\"resolved\":{\"0\":true}");
    assertThat(lines.get(5)).contains("\"kind\":\"document\"");
  }

  @Test
  void withoutAHeadOfficeFactsAreKept() throws Exception {
    sell(3);
    Uplink uplink = uplink(Optional.empty(), 10);

    assertThat(uplink.status().state()).isEqualTo("not-configured");
    assertThat(uplink.status().pending()).isEqualTo(3);
  }

  private void arrived(int facts) {
    Eventually.holds(() -> headOffice.lines().size() >= facts);
    List<Long> positions =
        headOffice.lines().stream()
            .map(line -> Long.parseLong(line.substring(7, line.indexOf(','))))
            .toList();
    assertThat(positions).hasSize(facts).isSorted().doesNotHaveDuplicates();
  }

  private Watermark watermarkAfter(int facts) {
    List<String> lines = headOffice.lines().subList(0, facts);
    Hash hash = Hash.START;
    for (String line : lines) {
      hash = hash.then(line.getBytes(StandardCharsets.UTF_8));
    }
    String last = lines.getLast();
    assertThat(FactRecord.documentBytes(last.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    return new Watermark(Long.parseLong(last.substring(7, last.indexOf(','))), hash);
  }

  private void sell(int sales) {
    for (int i = 0; i < sales; i++) {
      journal.sells(1, "LAMP");
      Held held = held(journal.size());
      books.write(
          batch ->
              Journal.of(batch)
                  .accept(
                      held,
                      (Booking.Booked) Booking.of(held.document(), item -> Optional.empty())));
    }
  }

  private void priceChanges() {
    books.write(
        batch -> {
          batch.put(Entity.PRICE, "LAMP", Image.of("LAMP", 25_500));
          return true;
        });
  }

  private Held held(int n) {
    try {
      Document document = DocumentJson.READER.readValue(journal.body(n), Document.class);
      return new Held(document.key(), journal.hash(n), journal.body(n), document);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Uplink started(int recordsMax) throws SQLException {
    return uplink(Optional.of(headOffice.address()), recordsMax);
  }

  private Uplink uplink(Optional<URI> url, int recordsMax) throws SQLException {
    QuickWay way = new QuickWay(url, recordsMax, answerWithin);
    Uplink uplink =
        new Uplink(
            way,
            H2Books.SHOP,
            books.writer(),
            new Fence(books.writer(), books.database()),
            books.restoration(),
            Clock.systemUTC(),
            progress,
            books.database(),
            carrier(way),
            new SimpleMeterRegistry());
    uplinks.add(uplink);
    uplink.start();
    return uplink;
  }

  private static Carrier carrier(QuickWay way) {
    WriteEnvelope envelopes = new WriteEnvelope(new JsonMapper(), H2Books.SHOP.id());
    return HeadOfficeLine.of(way)
        .map(line -> new CarryByHttps(new JsonMapper(), line, way, envelopes))
        .orElse(null);
  }
}
