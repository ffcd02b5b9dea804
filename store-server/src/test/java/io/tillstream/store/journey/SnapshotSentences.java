package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.SnapshotManifest;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.snapshot.UnpackSnapshot;
import io.tillstream.store.snapshot.ReferenceTerminal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terminals begin from a file that the store has made for all of them. */
abstract class SnapshotSentences {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  @Inject ReferenceTerminal reference;

  @Test
  void aSnapshotHoldsWhatATerminalWouldHavePulledAndGoesOnWithChanges() throws Exception {
    String lamp = AStore.newItemForSale();
    String mug = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, "7.5").then().statusCode(201);
    AStore.admin().delete("/api/items/{item}", mug).then().statusCode(204);
    ATerminal till = ATerminal.enrolled();

    SnapshotManifest manifest = manifest(till);
    try (SqliteFile ref = unpacked(manifest, file(till, manifest).asByteArray())) {
      ref.requireSound();
      assertThat(number(ref, "SELECT quantity_thousandths FROM stock WHERE item = ?", lamp))
          .isEqualTo(7_500);
      assertThat(number(ref, "SELECT unit_price_ten_thousandths FROM price WHERE item = ?", lamp))
          .isEqualTo(25_500);
      assertThat(number(ref, "SELECT count(*) FROM item WHERE item = ?", mug)).isZero();
      Cursor cursor = new Replica(ref).checkpoint().orElseThrow().cursor();
      assertThat(cursor).isEqualTo(manifest.cursor());
      assertThat(manifest.schema()).isEqualTo(Replica.SCHEMA.version());
    }
    AStore.imports("item,price\n" + lamp + ",3\n").then().statusCode(200);
    till.asksForChanges("incarnation", manifest.incarnation(), "after", manifest.seq())
        .then()
        .statusCode(200)
        .body("checkpoint", equalTo(true));
  }

  @Test
  void theFileCanBeFetchedInPartsAndFromItsBeginningWhenItIsAnother() throws Exception {
    AStore.sells(AStore.newItem());
    ATerminal till = ATerminal.enrolled();
    SnapshotManifest manifest = manifest(till);
    String path = "/sync/v1/snapshot/files/" + manifest.compressedSha256();
    byte[] whole = file(till, manifest).asByteArray();
    String tag = "\"" + manifest.compressedSha256() + "\"";
    assertThat(whole).hasSize((int) manifest.compressedSize());

    Response rest = till.speaks().header("Range", "bytes=100-").get(path);
    rest.then().statusCode(206).header("ETag", tag);
    rest.then()
        .header("Content-Range", "bytes 100-%d/%d".formatted(whole.length - 1, whole.length));
    assertThat(rest.asByteArray()).isEqualTo(Arrays.copyOfRange(whole, 100, whole.length));
    Response middle = till.speaks().header("Range", "bytes=5-9").header("If-Range", tag).get(path);
    middle.then().statusCode(206);
    assertThat(middle.asByteArray()).isEqualTo(Arrays.copyOfRange(whole, 5, 10));
    Response other =
        till.speaks().header("Range", "bytes=5-9").header("If-Range", "\"x\"").get(path);
    other.then().statusCode(200);
    assertThat(other.asByteArray()).isEqualTo(whole);
    Response several = till.speaks().header("Range", "bytes=0-1,5-9").get(path);
    assertThat(several.then().statusCode(200).extract().asByteArray()).isEqualTo(whole);

    till.speaks()
        .header("Range", "bytes=" + whole.length + "-")
        .get(path)
        .then()
        .statusCode(416)
        .body("code", equalTo("range-not-satisfiable"));
  }

  @Test
  void aFileThatIsNotKeptIsNotFound() {
    ATerminal till = ATerminal.enrolled();

    till.speaks().get("/sync/v1/snapshot/files/" + "0".repeat(64)).then().statusCode(404);
    till.speaks().get("/sync/v1/snapshot/files/..%2F..%2Fadmin-password").then().statusCode(404);
  }

  @Test
  void onlyTerminalsFetchSnapshots() {
    AStore.admin().get("/sync/v1/snapshot").then().statusCode(403);
    given().get("/sync/v1/snapshot").then().statusCode(401);
    given().get("/sync/v1/snapshot/files/" + "0".repeat(64)).then().statusCode(401);
  }

  @Test
  void terminalsGetTheSameFileUntilSomethingChanges() throws Exception {
    AStore.sells(AStore.newItem());
    SnapshotManifest first = manifest(ATerminal.enrolled());
    SnapshotManifest second = manifest(ATerminal.enrolled());
    AStore.sells(AStore.newItem());

    SnapshotManifest third = manifest(ATerminal.enrolled());

    assertThat(second).isEqualTo(first);
    assertThat(third.seq()).isGreaterThan(first.seq()).isEqualTo(AStore.head());
    assertThat(file(ATerminal.enrolled(), first).asByteArray())
        .as("kept for those who have begun with it")
        .hasSize((int) first.compressedSize());
  }

  @Test
  void stockInTheReferenceTerminalHoldsExactlyTheDocumentsItSays() throws Exception {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    int sales = 40;
    for (int i = 0; i < sales; i++) {
      till.journal.sells(1, lamp);
    }
    CompletableFuture<Void> uploads =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < sales; i++) {
                till.uploads(i, i + 1).statusCode(200);
              }
            },
            task -> new Thread(task).start());

    boolean last = false;
    while (!last) { // once more after the last upload
      last = uploads.isDone();
      Inside inside = look(till.journal.stream(), lamp);
      // I16: the figure and what it holds are of one commit.
      assertThat(inside.stockThousandths()).isEqualTo(-1000 * inside.documents());
    }
    assertThat(look(till.journal.stream(), lamp).documents()).isEqualTo(sales);
    uploads.get(30, TimeUnit.SECONDS);
  }

  private record Inside(long stockThousandths, long documents) {}

  private Inside look(DocumentStream stream, String item)
      throws ExecutionException, InterruptedException, TimeoutException {
    String applied = "SELECT n FROM applied WHERE terminal = ? AND epoch = " + stream.epoch();
    Path copy = folder.resolve("copy" + System.nanoTime());
    reference
        .atHead(
            (replica, checkpoint) -> {
              replica.copyTo(copy);
              return checkpoint;
            })
        .get(30, TimeUnit.SECONDS);
    try (SqliteFile ref = open(copy)) {
      return new Inside(
          number(ref, "SELECT quantity_thousandths FROM stock WHERE item = ?", item),
          number(ref, applied, stream.terminal().value()));
    }
  }

  private static SnapshotManifest manifest(ATerminal till) throws JsonProcessingException {
    Response answer = till.speaks().get("/sync/v1/snapshot");
    answer.then().statusCode(200);
    return JSON.readValue(answer.asString(), SnapshotManifest.class);
  }

  private static Response file(ATerminal till, SnapshotManifest manifest) {
    Response answer = till.speaks().get("/sync/v1/snapshot/files/" + manifest.compressedSha256());
    answer.then().statusCode(200);
    return answer;
  }

  private SqliteFile unpacked(SnapshotManifest manifest, byte[] packed) throws IOException {
    Path file = folder.resolve("ref.db");
    try (UnpackSnapshot unpack = new UnpackSnapshot(manifest, file)) {
      assertThat(unpack.take(ByteBuffer.allocateDirect(packed.length).put(packed).flip())).isTrue();
      unpack.finish();
    }
    return open(file);
  }

  private static SqliteFile open(Path file) {
    return SqliteFile.open(file, Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE, 1);
  }

  private static long number(SqliteFile ref, String sql, String parameter) {
    return ref.read(
        session -> {
          PreparedStatement query = session.prepare(sql);
          query.setString(1, parameter);
          try (var row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
          }
        });
  }
}
