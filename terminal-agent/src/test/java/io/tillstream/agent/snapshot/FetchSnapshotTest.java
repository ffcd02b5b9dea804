package io.tillstream.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.shop.SmallShelf;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.agent.sync.PullChanges.Pulled;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.wire.SnapshotManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A terminal begins with a file, whatever happens to it on its way. */
@Timeout(60)
class FetchSnapshotTest extends OneTillShop {

  private static final int ITEMS = 200;

  private final SmallShelf shelf = store.shelf();

  @BeforeEach
  void makeSnapshot() {
    Random random = new Random(5);
    for (int i = 0; i < ITEMS; i++) {
      store.sells("ITEM" + i, Long.toHexString(random.nextLong()), 10_000, 100);
    }
    store.makesSnapshot();
  }

  @Test
  void aNewTerminalBeginsWithTheFileAndGoesOnWithChanges() {
    store.sells("LATER", "Later", 20_000, 5);

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.NEWS);

    assertThat(terminal.replica.items()).isEqualTo(ITEMS + 1);
    assertThat(terminal.shows("ITEM7")).isEqualTo(100_000);
    assertThat(terminal.shows("LATER")).isEqualTo(5_000);
    assertThat(requestsForChanges()).singleElement().asString().contains("after=");
    assertNothingIsLeft();
  }

  @Test
  void aStoreWithoutSnapshotsIsReadFromTheBeginning() {
    shelf.isEmptied();

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.NEWS);

    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aRefusedCursorBringsANewFileAndTouchesNoDocument() throws IOException {
    terminal.pullsAll();
    terminal.sells("a", "ITEM1", 2);
    terminal.up.step();
    terminal.sells("b", "ITEM1", 3);
    store.startsNewIncarnation();
    store.stopsSelling("ITEM3");
    store.makesSnapshot();
    byte[] head = terminal.journal.head().hash().toBytes();

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.NOTHING_NEW);

    assertThat(terminal.replica.checkpoint().orElseThrow().cursor().incarnation())
        .isEqualTo("another-life");
    assertThat(terminal.replica.items()).isEqualTo(ITEMS - 1);
    // I12: the journal is as it was; I16: one of its two documents is in the store's figure.
    assertThat(terminal.journal.head().hash().toBytes()).isEqualTo(head);
    assertThat(terminal.up.pending()).isEqualTo(1);
    assertThat(terminal.replica.checkpoint().orElseThrow().applied()).isEqualTo(1);
    assertThat(terminal.shows("ITEM1")).isEqualTo(95_000);
  }

  @Test
  void ownDocumentsAreCountedOnceInAFileThatHoldsSomeOfThem() {
    terminal.pullsAll();
    terminal.sells("a", "ITEM1", 6);
    terminal.up.step();
    store.makesSnapshot(); // holds the first
    terminal.sells("b", "ITEM1", 4);
    terminal.up.step();
    terminal.sells("c", "ITEM1", 1);
    terminal.close();
    terminal = TestTerminal.reopenedWithoutReplica(folder);
    assertThat(terminal.shows("ITEM1")).as("without any figure").isEqualTo(-11_000);
    store.feed().stops(true);

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);

    assertThat(terminal.replica.checkpoint().orElseThrow().applied()).isEqualTo(1);
    assertThat(terminal.shows("ITEM1")).as("at the file's checkpoint").isEqualTo(89_000);
    store.feed().stops(false);
    terminal.pullsAll();
    assertThat(terminal.shows("ITEM1")).as("at the head").isEqualTo(89_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 3000})
  void aBrokenDownloadGoesOnWhereItWasAlsoAfterARestart(int bytes) {
    shelf.cutsAfter(bytes);
    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
    assertThat(terminal.replica.items()).isZero();

    reopen();
    shelf.heals();

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
    assertThat(shelf.ranges().getLast()).isEqualTo("bytes=" + bytes + "-");
    assertNothingIsLeft();
  }

  @Test
  void aLineThatBreaksTimeAndAgainStillBringsTheFile() {
    shelf.cutsAfter(700);

    for (int i = 0; i < 100 && terminal.replica.items() == 0; i++) {
      terminal.pullsAll();
    }

    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
    assertThat(shelf.ranges().size()).isGreaterThan(5);
    assertThat(requestsForManifests()).hasSize(1);
  }

  @Test
  void aLineThatStandsStillIsGivenUpAndTheRestIsFetchedLater() {
    shelf.standsStillAfter(1000);
    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
    assertThat(terminal.contact.trouble()).get().asString().contains("no answer for");

    shelf.heals();

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
    assertThat(shelf.ranges()).containsExactly("bytes=0-", "bytes=1000-");
  }

  @Test
  void aChangedChunkIsFetchedAgainAndNoOther() {
    shelf.changes(1500, 2);

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);

    assertThat(shelf.ranges()).containsExactly("bytes=0-", "bytes=1024-", "bytes=1024-");
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aFileThatIsNeverRightIsNeverTakenAndTheTerminalBeginsWithPages() {
    shelf.changes(1500, Integer.MAX_VALUE);

    for (int i = 0; i < 3; i++) {
      assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
      assertThat(terminal.replica.items()).isZero();
    }

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.NEWS);
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aManifestOfAnotherDatabaseIsNotBelieved() {
    List<SnapshotManifest> lies =
        List.of(
            changed(shelf.manifest(), "another", 5, 1000, Hash.START),
            changed(shelf.manifest(), "log", 0, shelf.manifest().size(), Hash.START),
            changed(
                shelf.manifest(),
                "another",
                shelf.manifest().seq(),
                shelf.manifest().size(),
                shelf.manifest().sha256()),
            changed(shelf.manifest(), null, 1, 1, Hash.START));
    for (SnapshotManifest lie : lies.subList(0, 2)) {
      shelf.tells(truth -> lie);
      assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
      assertThat(terminal.replica.checkpoint()).isEmpty();
    }
    shelf.heals();
    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);

    store.startsNewIncarnation();
    store.makesSnapshot();
    for (SnapshotManifest lie : lies.subList(2, 4)) {
      shelf.tells(truth -> lie);
      assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
      assertThat(terminal.replica.items()).as("the old one is kept").isEqualTo(ITEMS);
      assertThat(terminal.replica.checkpoint().orElseThrow().cursor().incarnation())
          .isNotEqualTo("another-life");
    }
  }

  @Test
  void aFileThatIsAnotherOneInTheMiddleIsBegunAnew() {
    shelf.cutsAfter(1000);
    terminal.pullsAll();
    shelf.heals();
    shelf.tags("\"another\"");

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
    assertThat(folder.resolve("snapshot.part")).doesNotExist();
    shelf.heals();

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
    assertThat(shelf.ranges()).containsExactly("bytes=0-", "bytes=1000-", "bytes=0-");
  }

  @Test
  void aFileThatIsNotKeptAnyMoreIsFollowedByTheNewOne() {
    shelf.cutsAfter(1000);
    terminal.pullsAll();
    shelf.heals();
    store.sells("LATER", "Later", 20_000, 5);
    store.makesSnapshot();

    terminal.pullsAll(); // learns that its file is gone
    terminal.pullsAll();

    assertThat(terminal.replica.items()).isEqualTo(ITEMS + 1);
  }

  @Test
  void aStoreThatSendsTheWholeFileAgainIsUnderstood() {
    shelf.cutsAfter(1000);
    terminal.pullsAll();
    shelf.heals();
    shelf.forgetsRanges();

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aBusyStoreIsAskedAgainAndSellingGoesOn() {
    shelf.isBusy(2);
    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);

    terminal.sells("a", "UNKNOWN", 1);
    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
    assertThat(terminal.journal.head().position()).isEqualTo(1);
  }

  @Test
  void aSnapshotThatIsBeingMadeIsWaitedForAndNoPageIsAskedForMeanwhile() {
    shelf.isWaitedFor();
    for (int i = 0; i < 20; i++) {
      assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
    }
    assertThat(requestsForChanges()).isEmpty();

    shelf.heals();

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
    assertThat(shelf.ranges()).hasSize(1);
  }

  @Test
  void afterTenMinutesWithASnapshotThatIsNeverDoneTheTerminalBeginsWithPages() {
    AtomicReference<Instant> clock = new AtomicReference<>(TestTerminal.NOW);
    terminal.close();
    terminal = TestTerminal.reopened(folder, clock::get);
    shelf.isWaitedFor();

    for (int half = 0; half < 18; half++) {
      assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
      clock.updateAndGet(at -> at.plusSeconds(30));
    }
    clock.updateAndGet(at -> at.plus(Duration.ofDays(1))); // an outage is no making
    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
    clock.updateAndGet(at -> at.plusSeconds(30));

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.NEWS);
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aStoreThatCanMakeNoSnapshotIsReadInPagesSoon() {
    shelf.fails();

    for (int i = 0; i < 3; i++) {
      assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);
    }

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.NEWS);
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aSnapshotOfALaterVersionIsLeftToLaterVersions() {
    shelf.tells(
        truth ->
            new SnapshotManifest(
                3,
                truth.incarnation(),
                truth.seq(),
                99,
                truth.size(),
                truth.sha256(),
                truth.compression(),
                truth.compressedSize(),
                truth.compressedSha256(),
                truth.chunkBytes(),
                truth.chunks()));

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.NEWS);
    assertThat(shelf.ranges()).isEmpty();
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aPartThatWasDamagedOnThisDiskIsFetchedAgain() throws IOException {
    shelf.cutsAfter(3000);
    terminal.pullsAll();
    terminal.close();
    byte[] part = Files.readAllBytes(folder.resolve("snapshot.part"));
    assertThat(part).hasSize(3000);
    part[700] ^= 1;
    Files.write(folder.resolve("snapshot.part"), part);
    terminal = TestTerminal.reopened(folder);
    shelf.heals();

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
    assertThat(shelf.ranges().getLast()).isEqualTo("bytes=512-");
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aDiskWithoutRoomIsSaidAndNothingIsBegun() {
    shelf.tells(
        truth ->
            changed(
                truth,
                truth.incarnation(),
                truth.seq(),
                SnapshotManifest.SIZE_MAX,
                truth.sha256()));
    terminal.hasFreeBytes(SnapshotManifest.SIZE_MAX / 2);

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);

    assertThat(terminal.contact.trouble()).get().asString().contains("no room");
    assertThat(shelf.ranges()).isEmpty();
    terminal.sells("a", "ITEM1", 1);
    assertThat(terminal.journal.head().position()).isEqualTo(1);
  }

  @Test
  void aDiskThatBecomesFullOnTheWayGetsItsRoomBack() {
    shelf.cutsAfter(3000);
    terminal.pullsAll();
    assertThat(folder.resolve("snapshot.part")).hasSize(3000);
    shelf.cutsAfter(100); // stands for the write that fails
    terminal.hasFreeBytesOnce(Long.MAX_VALUE, 1000);

    assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);

    assertThat(terminal.contact.trouble()).get().asString().contains("disk became full");
    assertNothingIsLeft();
    shelf.heals();
    terminal.hasFreeBytes(Long.MAX_VALUE);
    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot.json", "snapshot.part", "ref.db.coming"})
  void whatACrashLeavesInHalfHindersNobody(String file) throws IOException {
    shelf.cutsAfter(3000);
    terminal.pullsAll();
    terminal.close();
    byte[] whole = Files.readAllBytes(folder.resolve(file));
    Files.write(folder.resolve(file), Arrays.copyOf(whole, whole.length / 2));
    terminal = TestTerminal.reopened(folder);
    shelf.heals();

    assertThat(terminal.pullsAll()).isNotEqualTo(Pulled.FAILED);
    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
  }

  @Test
  void aCrashBetweenTheOldReplicaAndTheNewLeavesTheTerminalSelling() throws IOException {
    terminal.pullsAll();
    terminal.sells("a", "ITEM1", 2);
    terminal.close();
    // The former one is gone, its log is not, and the new one has not got its name.
    Files.write(folder.resolve("ref.db-wal"), new byte[4096]);
    Files.move(folder.resolve("ref.db"), folder.resolve("ref.db.coming"));

    terminal = TestTerminal.reopened(folder);
    assertThat(terminal.replica.items()).isZero();
    terminal.sells("b", "UNKNOWN", 1);
    terminal.pullsAll();

    assertThat(terminal.replica.items()).isEqualTo(ITEMS);
    assertThat(terminal.shows("ITEM1")).isEqualTo(98_000);
  }

  private List<String> requestsForChanges() {
    return requests("/sync/v1/changes");
  }

  private List<String> requestsForManifests() {
    return requests("/sync/v1/snapshot").stream().filter(r -> !r.contains("/files/")).toList();
  }

  private List<String> requests(String path) {
    return new ArrayList<>(store.requests())
        .stream().filter(request -> request.startsWith("GET " + path)).toList();
  }

  private void assertNothingIsLeft() {
    for (String file : List.of("snapshot.json", "snapshot.part", "ref.db.coming")) {
      assertThat(folder.resolve(file)).doesNotExist();
    }
  }

  private static SnapshotManifest changed(
      SnapshotManifest truth, String incarnation, long seq, long size, Hash sha256) {
    return new SnapshotManifest(
        3,
        incarnation,
        seq,
        truth.schema(),
        size,
        sha256,
        truth.compression(),
        truth.compressedSize(),
        truth.compressedSha256(),
        truth.chunkBytes(),
        truth.chunks());
  }
}
