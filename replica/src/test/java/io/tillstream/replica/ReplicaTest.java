package io.tillstream.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.TableChanges;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ReplicaTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:42:00Z");

  @TempDir Path folder;

  private SqliteFile file;
  private Replica replica;

  @BeforeEach
  void open() {
    file = open("ref.db");
    replica = new Replica(file);
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void aCopyIsWhatReadersSeeAndNothingThatIsStaged() {
    replica.stage(page(5, "A", "B"));
    replica.commitAt(page(5, "A", "B"), NOW);
    replica.stage(page(9, "C"));

    replica.copyTo(folder.resolve("copy.db"));

    try (SqliteFile copied = open("copy.db")) {
      Replica copy = new Replica(copied);
      assertThat(copy.items()).isEqualTo(2);
      assertThat(copy.checkpoint().orElseThrow().cursor()).isEqualTo(new Cursor("log", 5));
    }
    assertThatThrownBy(() -> replica.copyTo(folder.resolve("copy.db")))
        .isInstanceOf(StorageFailure.class);
  }

  @Test
  void aCopyThatIsDamagedIsFoundOutBeforeAnybodyGetsIt() throws IOException {
    replica.stage(page(5, "A", "B"));
    replica.commitAt(page(5, "A", "B"), NOW);
    Path copy = folder.resolve("copy.db");
    replica.copyTo(copy);
    byte[] whole = Files.readAllBytes(copy);
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, whole.length / 2, whole.length, (byte) 0x5a);
    Files.write(copy, damaged);

    assertThatThrownBy(() -> file.requireSound(copy)).isInstanceOf(StorageFailure.class);

    Files.write(copy, whole);
    file.requireSound(copy);
    assertThat(copy).hasBinaryContent(whole);
  }

  @Test
  void aTerminalFindsItsOwnDocumentsInASnapshotAndNobodyElses() {
    replica.stage(page(5, "A"));
    replica.stageDocumentsInside(Map.of(stream("T1", 2), 17L, stream("T2", 2), 4L));
    replica.commitAt(page(5, "A"), NOW);

    replica.becomeReplicaOf(stream("T1", 2), NOW.plusSeconds(9));

    Replica.Checkpoint checkpoint = replica.checkpoint().orElseThrow();
    assertThat(checkpoint.applied()).isEqualTo(17);
    assertThat(checkpoint.at()).isEqualTo(NOW.plusSeconds(9));
    assertThat(checkpoint.cursor()).isEqualTo(new Cursor("log", 5));
    replica.becomeReplicaOf(stream("T2", 2), NOW);
    assertThat(replica.checkpoint().orElseThrow().applied()).as("nothing is left of T2").isZero();
  }

  @Test
  void aNewTerminalHasNoDocumentInASnapshot() {
    replica.stageDocumentsInside(Map.of(stream("T1", 1), 17L));
    replica.commitAt(page(5), NOW);

    replica.becomeReplicaOf(stream("T1", 2), NOW);

    assertThat(replica.checkpoint().orElseThrow().applied()).isZero();
  }

  @Test
  void readersOfAFileThatIsExchangedSeeTheOldOneOrTheNewOneWhole() throws Exception {
    replica.stage(page(1, "A", "B", "C"));
    replica.commitAt(page(1), NOW);
    makeOther("X", "Y");
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(2);
    Set<String> seen = new ConcurrentSkipListSet<>();
    List<CompletableFuture<Void>> readers =
        List.of(
            CompletableFuture.runAsync(() -> look(seen, done, reading), this::onItsOwnThread),
            CompletableFuture.runAsync(() -> look(seen, done, reading), this::onItsOwnThread));
    assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();

    file.exchange(this::moveOther);

    assertThat(items()).isEqualTo("X,Y at 2");
    done.set(true);
    for (CompletableFuture<Void> reader : readers) {
      reader.get(10, TimeUnit.SECONDS);
    }
    assertThat(seen).isSubsetOf("A,B,C at 1", "X,Y at 2");
    replica.stage(page(3, "Z"));
    replica.commitAt(page(3), NOW);
    assertThat(items()).isEqualTo("X,Y,Z at 3");
  }

  @Test
  void whatWasStagedIsForgottenWithTheFileItWasStagedIn() {
    replica.stage(page(1, "A"));
    makeOther("X");

    file.exchange(this::moveOther);
    file.commit();

    assertThat(items()).isEqualTo("X at 2");
  }

  @Test
  void anExchangeThatFailsIsMadeGoodByTheNext() {
    makeOther("X");

    assertThatThrownBy(
            () ->
                file.exchange(
                    () -> {
                      throw new IllegalStateException("in a test");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(this::items).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> replica.stage(page(3, "Z"))).isInstanceOf(StorageFailure.class);
    file.exchange(this::moveOther);

    assertThat(items()).isEqualTo("X at 2");
  }

  private void look(Set<String> seen, AtomicBoolean done, CountDownLatch reading) {
    while (!done.get()) {
      seen.add(items());
      reading.countDown();
    }
  }

  private String items() {
    return file.read(
        session -> {
          String sql =
              "SELECT (SELECT group_concat(item, ',') FROM (SELECT item FROM item ORDER BY item))"
                  + " || ' at ' || seq FROM cursor";
          try (var row = session.prepare(sql).executeQuery()) {
            return row.next() ? row.getString(1) : "nothing";
          }
        });
  }

  private void makeOther(String... items) {
    try (SqliteFile other = open("other.db")) {
      Replica filled = new Replica(other);
      filled.stage(page(2, items));
      filled.commitAt(page(2), NOW);
    }
  }

  private void moveOther() {
    try {
      assertThat(folder.resolve("ref.db-wal")).doesNotExist();
      Files.move(
          folder.resolve("other.db"),
          folder.resolve("ref.db"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SqliteFile open(String name) {
    return SqliteFile.open(
        folder.resolve(name), Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE, 2);
  }

  private static DocumentStream stream(String terminal, int epoch) {
    return new DocumentStream(new StoreId("S1"), new TerminalId(terminal), epoch);
  }

  private static ChangePage page(long to, String... items) {
    List<List<Object>> rows =
        List.of(items).stream().<List<Object>>map(item -> List.of(item, true)).toList();
    TableChanges changes = new TableChanges("item", List.of("item", "stocked"), rows, List.of());
    return new ChangePage(
        3,
        "log",
        0,
        to,
        to,
        true,
        0,
        null,
        null,
        null,
        NOW,
        items.length == 0 ? List.of() : List.of(changes));
  }

  private void onItsOwnThread(Runnable task) {
    new Thread(task).start();
  }
}
