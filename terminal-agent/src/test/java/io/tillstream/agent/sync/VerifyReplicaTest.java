package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.protocol.digest.RowDigest;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifyReplicaTest extends OneTillShop {

  private VerifyReplica verify;

  @BeforeEach
  void fillTheCatalogue() {
    for (int i = 0; i < 100; i++) {
      store.sells("ITEM" + i, "Item " + i, 10_000 + i, 100);
    }
    terminal.pullsAll();
    verify = terminal.verify();
  }

  @Test
  void aReplicaThatHoldsWhatTheStoreHoldsAgrees() {
    assertThat(verify.verify(false).result()).isEqualTo(Verification.AGREES);
    assertThat(verify.verify(true).result()).isEqualTo(Verification.AGREES);
    assertThat(bucketsAskedFor()).isEmpty();
  }

  @Test
  void aRowThatTheDiskHasSpoiltIsFoundByReadingAllAndHealedByItsBucketAlone() {
    spoil("UPDATE price SET unit_price_ten_thousandths = 1 WHERE item = 'ITEM7'");
    assertThat(verify.verify(false).result()).isEqualTo(Verification.AGREES);

    Verification found = verify.verify(true);

    assertThat(found.result()).isEqualTo(Verification.REPAIRED);
    assertThat(found.differing()).isEqualTo(1);
    assertThat(price("ITEM7")).isEqualTo(10_007);
    assertThat(bucketsAskedFor())
        .containsExactly("GET /sync/v1/buckets?b=" + RowDigest.bucketOf("price", "ITEM7"));
    assertThat(verify.verify(true).result()).isEqualTo(Verification.AGREES);
    assertThat(verify.last().orElseThrow().differingSinceStart()).isEqualTo(1);
  }

  @Test
  void aFullDiskWhileItCatchesUpLosesNothingOfWhatHadCome() {
    store.feed().pages(3, Integer.MAX_VALUE);
    store.sells("ITEM1", "Item 1 in few words", 11_001, 100); // the first page has room
    for (int i = 0; i < 40; i++) {
      store.sells("MORE" + i, "goods ".repeat(30), 20_000, 100);
    }
    allowPages(0); // no more than it has

    assertThat(verify.verify(false).result()).isEqualTo(Verification.NOT_COMPARED);
    allowPages(1_000_000);
    terminal.pullsAll();

    assertThat(price("ITEM1")).isEqualTo(11_001);
    assertThat(price("MORE39")).isEqualTo(20_000);
    assertThat(verify.verify(true).result()).isEqualTo(Verification.AGREES);
  }

  @Test
  void aReplicaThatWasTakenOverFromAFileIsComparedAtOnce() {
    VerifyNowAndThen nowAndThen =
        new VerifyNowAndThen(
            verify,
            terminal.down::reached,
            terminal.down::filesTaken,
            Duration.ofHours(1),
            Duration.ofDays(1),
            new Random(1),
            System::nanoTime);
    nowAndThen.whenDue();
    assertThat(verify.last()).isEmpty();

    store.makesSnapshot();
    terminal.down.fetchAnew();
    terminal.pullsAll();
    nowAndThen.whenDue();

    assertThat(verify.last().orElseThrow().result()).isEqualTo(Verification.AGREES);
    long compared = digestsAskedFor();
    nowAndThen.whenDue();
    assertThat(digestsAskedFor()).as("once").isEqualTo(compared);
  }

  private long digestsAskedFor() {
    return store.requests().stream().filter(each -> each.endsWith("/digests")).count();
  }

  /** SQLite answers at this limit as it does on a full disk; 0 means no more than there are. */
  private void allowPages(int pages) {
    terminal
        .files()
        .ref()
        .stage(
            session -> session.prepare("PRAGMA max_page_count = " + Math.max(1, pages)).execute());
    terminal.files().ref().rollBack();
  }

  @Test
  void aRowThatTheFeedForgotIsFoundByTheSumsAlone() {
    store.forgetsToSay(() -> store.sells("NOVELTY", "A novelty", 5_000, 0));

    assertThat(verify.verify(false).result()).isEqualTo(Verification.REPAIRED);

    assertThat(price("NOVELTY")).isEqualTo(5_000);
    assertThat(verify.verify(true).result()).isEqualTo(Verification.AGREES);
  }

  @Test
  void sumsThatTheDiskHasSpoiltAreMadeAnewFromTheRows() {
    int bucket = RowDigest.bucketOf("price", "ITEM7");
    spoil("UPDATE digest SET low = low + 1 WHERE bucket = " + bucket);

    assertThat(verify.verify(false).result()).isEqualTo(Verification.REPAIRED);

    assertThat(price("ITEM7")).isEqualTo(10_007);
    assertThat(verify.verify(true).result()).isEqualTo(Verification.AGREES);
  }

  @Test
  void rowsThatKeepChangingAreNotTakenForADifference() {
    store.feed().afterItsSums(() -> store.sells("ITEM5", "Item 5", 77_000, 100));

    assertThat(verify.verify(true).result()).isEqualTo(Verification.AGREES);

    terminal.pullsAll();
    assertThat(price("ITEM5")).isEqualTo(77_000);
  }

  @Test
  void aTerminalThatIsBehindCatchesUpBeforeItCompares() {
    store.sells("ITEM5", "Item 5", 77_000, 100);

    Verification found = verify.verify(false);

    assertThat(found.result()).isEqualTo(Verification.AGREES);
    assertThat(found.seq()).isEqualTo(store.head());
  }

  @Test
  void ownSalesCountOnceAfterTheStockOfABucketWasFetchedAgain() {
    terminal.sells("R1", "ITEM7", 1);
    spoil("UPDATE stock SET quantity_thousandths = 5 WHERE item = 'ITEM7'");

    assertThat(verify.verify(true).result()).isEqualTo(Verification.REPAIRED);

    assertThat(terminal.shows("ITEM7")).isEqualTo(99_000); // I16: sold here, unknown at the store
  }

  @Test
  void aFileOfWhichTooMuchIsSpoiltIsFetchedAnew() {
    spoil("UPDATE price SET unit_price_ten_thousandths = 1");
    spoil("UPDATE item SET description = 'spoilt'");

    assertThat(verify.verify(true).result()).isEqualTo(Verification.FETCHED_ANEW);

    terminal.pullsAll();
    assertThat(price("ITEM7")).isEqualTo(10_007);
    assertThat(verify.verify(true).result()).isEqualTo(Verification.AGREES);
  }

  @Test
  void withoutTheStoreNothingIsComparedAndNothingTouched() {
    store.cut();

    assertThat(verify.verify(true).result()).isEqualTo(Verification.NOT_COMPARED);
    assertThat(price("ITEM7")).isEqualTo(10_007);
  }

  @Test
  void aDifferenceThatCannotBeMendedNowIsToldAndMendedNextTime() {
    store.forgetsToSay(() -> store.sells("NOVELTY", "goods ".repeat(2_000), 5_000, 0));
    allowPages(0); // no more than it has

    assertThat(verify.verify(false).result()).isEqualTo(Verification.DIFFERS);

    assertThat(verify.told().orElseThrow().result()).isEqualTo(Verification.DIFFERS);
    allowPages(1_000_000);
    assertThat(verify.verify(false).result()).isEqualTo(Verification.REPAIRED);
  }

  @Test
  void theStoreIsToldByTheWayHowTheTerminalStands() {
    terminal.sells("R1", "ITEM7", 1);
    terminal.pullsAll();
    assertThat(store.told(Protocol.HEAD_HEADER)).isEmpty(); // as an agent of an earlier version
    terminal.down.tells(terminal.journal::head, verify::told);
    terminal.pullsAll();
    assertThat(store.told(Protocol.HEAD_HEADER)).contains("1 " + terminal.journal.head().hash());
    assertThat(store.told(Protocol.VERIFIED_HEADER)).isEmpty();

    verify.verify(true);
    terminal.pullsAll();

    Verified told = Verified.read(store.told(Protocol.VERIFIED_HEADER).orElseThrow()).orElseThrow();
    assertThat(told.result()).isEqualTo(Verification.AGREES);
    assertThat(told.seq()).isEqualTo(store.head());
    assertThat(told.incarnation()).isEqualTo(store.incarnation());
    assertThat(told.thorough()).isTrue();
    store.cut();
    verify.verify(true);
    assertThat(verify.told().orElseThrow().result()).isEqualTo(Verification.AGREES);
  }

  private void spoil(String sql) {
    terminal.files().ref().write(session -> session.prepare(sql).executeUpdate());
  }

  private long price(String item) {
    return terminal.catalogue.item(item).orElseThrow().price().tenThousandths();
  }

  private List<String> bucketsAskedFor() {
    return store.requests().stream().filter(request -> request.contains("/buckets")).toList();
  }
}
