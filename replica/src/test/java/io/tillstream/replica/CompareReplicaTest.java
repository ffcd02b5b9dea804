package io.tillstream.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.digest.RowDigest;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.TableChanges;
import io.tillstream.replica.database.SqliteFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareReplicaTest {

  private static final List<String> ITEM = List.of("item", "description", "taxCode", "stocked");
  private static final List<String> PRICE = List.of("item", "unitPriceTenThousandths");

  @TempDir Path folder;

  private SqliteFile ref;
  private Replica replica;
  private CompareReplica compare;
  private long seq;

  @BeforeEach
  void open() {
    ref =
        SqliteFile.open(
            folder.resolve("ref.db"), Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE, 2);
    replica = new Replica(ref);
    compare = new CompareReplica(ref);
  }

  @AfterEach
  void close() {
    ref.close();
  }

  @Test
  void theSumsKeptWithEachChangeAreThoseOfTheRows() {
    Random random = new Random(11);
    for (int page = 0; page < 40; page++) {
      List<List<Object>> rows = new ArrayList<>();
      List<String> removed = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String key = "ITEM-" + random.nextInt(200);
        if (random.nextInt(4) == 0) {
          removed.add(key);
        } else {
          rows.add(List.of(key, random.nextInt(5)));
        }
      }
      stage(new TableChanges("price", PRICE, rows, removed));
      if (page % 7 == 3) {
        replica.forgetStaged();
      } else if (page % 3 == 0) {
        commit();
      }
    }
    commit();

    assertThat(compare.kept().sums().differsFrom(compare.fromRows().sums()).isEmpty()).isTrue();
    assertThat(compare.kept().sums().rows()).isPositive();
    assertThat(compare.kept().at().seq()).isEqualTo(seq);
  }

  @Test
  void sumsOfAFileFromBeforeTheyWereKeptAreComputed() {
    fill();
    ref.write(session -> session.prepare("DELETE FROM digest").executeUpdate());

    stage(prices(List.of("ITEM-1", 77)));
    commit();

    assertThat(compare.kept().sums().differsFrom(compare.fromRows().sums()).isEmpty()).isTrue();
  }

  @Test
  void anEmptiedReplicaHasSumsOfNothing() {
    fill();

    replica.stageEmpty();
    stage(prices(List.of("ITEM-1", 77)));
    commit();

    assertThat(compare.kept().sums().rows()).isEqualTo(1);
    assertThat(compare.kept().sums().differsFrom(compare.fromRows().sums()).isEmpty()).isTrue();
  }

  @Test
  void aRowChangedBehindTheSumsIsFoundInItsBucketAndPutRightThereAlone() {
    fill();
    BucketSums right = compare.kept().sums();
    int bucket = RowDigest.bucketOf("price", "ITEM-7");
    BitSet asked = new BitSet();
    asked.set(bucket);
    List<TableChanges> rows = compare.rowsOf(asked);
    ref.write(
        session ->
            session
                .prepare("UPDATE price SET unit_price_ten_thousandths = 1 WHERE item = 'ITEM-7'")
                .executeUpdate());
    assertThat(compare.kept().sums().differsFrom(right).isEmpty()).isTrue();
    assertThat(compare.fromRows().sums().differsFrom(right).stream()).containsExactly(bucket);

    compare.stageBuckets(asked, rows);
    commit();

    assertThat(compare.fromRows().sums().differsFrom(right).isEmpty()).isTrue();
    assertThat(compare.kept().sums().differsFrom(right).isEmpty()).isTrue();
  }

  @Test
  void aRowThatIsNotTheStoresLeavesWithItsBucketAndOneThatIsMissingComesBack() {
    fill();
    BucketSums right = compare.kept().sums();
    BitSet all = new BitSet();
    all.set(0, BucketSums.BUCKETS);
    List<TableChanges> rows = compare.rowsOf(all);
    stage(
        new TableChanges(
            "item",
            ITEM,
            List.of(java.util.Arrays.asList("ALIEN", "From elsewhere", null, true)),
            List.of("ITEM-3")));
    commit();
    BitSet wrong = compare.kept().sums().differsFrom(right);
    assertThat(wrong.stream())
        .containsExactlyInAnyOrder(
            RowDigest.bucketOf("item", "ALIEN"), RowDigest.bucketOf("item", "ITEM-3"));

    compare.stageBuckets(wrong, rows);
    commit();

    assertThat(compare.fromRows().sums().differsFrom(right).isEmpty()).isTrue();
    assertThat(compare.kept().sums().differsFrom(right).isEmpty()).isTrue();
  }

  private void fill() {
    List<List<Object>> items = new ArrayList<>();
    List<List<Object>> prices = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(List.of("ITEM-" + i, "Größe " + i, "STD", i % 2 == 0));
      prices.add(List.of("ITEM-" + i, 10_000 + i));
    }
    stage(new TableChanges("item", ITEM, items, List.of()));
    stage(new TableChanges("price", PRICE, prices, List.of()));
    commit();
  }

  private static TableChanges prices(List<Object> row) {
    return new TableChanges("price", PRICE, List.of(row), List.of());
  }

  private void stage(TableChanges changes) {
    seq++;
    replica.stage(page(List.of(changes)));
  }

  private void commit() {
    replica.commitAt(page(List.of()), Instant.EPOCH);
  }

  private ChangePage page(List<TableChanges> tables) {
    return new ChangePage(
        3, "life", seq, seq, seq, true, 0, null, null, null, Instant.EPOCH, tables);
  }
}
