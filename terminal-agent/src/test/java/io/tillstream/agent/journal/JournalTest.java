package io.tillstream.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTest extends OneTillShop {

  @Test
  void eachTypeCountsItsOwnNumbersAndTheJournalCountsAll() {
    List<Document> made =
        List.of(
            record(DocumentType.SALE, "a").document(),
            record(DocumentType.RETURN, "a").document(),
            record(DocumentType.SALE, "b").document());

    assertThat(made).extracting(Document::n).containsExactly(1L, 2L, 3L);
    assertThat(made)
        .extracting(Document::number)
        .containsExactly("S1-T1-26-1-000001", "R-S1-T1-26-1-000001", "S1-T1-26-1-000002");
  }

  @Test
  void theChainRunsOverTheBytesThatAreKept() {
    record(DocumentType.SALE, "a");
    record(DocumentType.SALE, "b");

    Hash chain = Hash.START;
    for (int n = 1; n <= 2; n++) {
      chain = chain.then(terminal.read.whole(n).orElseThrow().document().canonicalBytes());
      assertThat(terminal.read.hashAt(n)).contains(chain);
    }
    assertThat(terminal.journal.head().hash()).isEqualTo(chain);
  }

  @Test
  void numbersGoOnAfterARestart() {
    record(DocumentType.SALE, "a");

    reopen();

    Document next = record(DocumentType.SALE, "b").document();
    assertThat(next.n()).isEqualTo(2);
    assertThat(next.number()).isEqualTo("S1-T1-26-1-000002");
  }

  @Test
  void aCrashBetweenTakingANumberAndTheCommitBurnsNone() throws SQLException {
    record(DocumentType.SALE, "a");
    terminal.close();
    try (Connection dying = DriverManager.getConnection("jdbc:sqlite:" + txnDb());
        Statement statement = dying.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      statement.executeUpdate("UPDATE series_counter SET next = next + 1 WHERE series = 'sale'");
      statement.executeUpdate(
          "INSERT INTO document SELECT epoch, 2, type, 'X', 'X', fingerprint, hash, lines,"
              + " total_minor, business_date, recorded_at, body, 0 FROM document");
      // The connection goes without a commit, as a killed process does.
    }
    terminal = TestTerminal.reopened(folder);

    Document next = record(DocumentType.SALE, "b").document();
    assertThat(next.n()).isEqualTo(2);
    assertThat(next.number()).isEqualTo("S1-T1-26-1-000002");
  }

  @Test
  void theSameReferenceFindsTheSameDocument() {
    Entry first = record(DocumentType.SALE, "a");
    Entry again = record(DocumentType.SALE, "a");

    assertThat(again.fresh()).isFalse();
    assertThat(again.document()).isEqualTo(first.document());
    assertThat(terminal.journal.head().position()).isEqualTo(1);
    assertThat(next(DocumentType.SALE)).isEqualTo(2);
  }

  @Test
  void twentyIdenticalRequestsAtOnceMakeOneDocument() throws Exception {
    try (ExecutorService tills = Executors.newFixedThreadPool(20)) {
      List<Future<Entry>> racing =
          IntStream.range(0, 20)
              .mapToObj(i -> tills.submit(() -> record(DocumentType.SALE, "race")))
              .toList();
      List<Entry> entries = new ArrayList<>();
      for (Future<Entry> each : racing) {
        entries.add(each.get());
      }

      assertThat(entries).filteredOn(Entry::fresh).hasSize(1);
      assertThat(entries).extracting(entry -> entry.document().n()).containsOnly(1L);
    }
    assertThat(next(DocumentType.SALE)).isEqualTo(2);
  }

  @Test
  void aFullDiskRecordsNothingAndBurnsNoNumber() {
    terminal.close();
    terminal = TestTerminal.reopened(folder, () -> false);
    allowNoMorePages();
    int recorded = recordUntilFull();

    assertThat(terminal.journal.head().position()).isEqualTo(recorded);
    assertThat(next(DocumentType.SALE)).isEqualTo(recorded + 1);

    allowPages(1_000_000);
    Document after = record(DocumentType.SALE, "after").document();
    assertThat(after.n()).isEqualTo(recorded + 1);
    assertThat(after.number()).isEqualTo("S1-T1-26-1-%06d".formatted(recorded + 1));
  }

  @Test
  void theSaleThatFindsTheDiskFullIsSavedByTheReserve() {
    terminal.close();
    terminal =
        TestTerminal.reopened(
            folder,
            () -> {
              allowPages(1_000_000); // what giving up the reserve does to a real disk
              return true;
            });
    allowNoMorePages();

    for (int i = 0; i < 200; i++) {
      record(DocumentType.SALE, "full-" + i);
    }

    assertThat(terminal.journal.head().position()).isEqualTo(200);
    assertThat(next(DocumentType.SALE)).isEqualTo(201);
  }

  @Test
  void aDocumentNoStoreWouldTakeIsRefused() {
    Draft draft = draft(DocumentType.SALE, "long", "x".repeat(3 * 1024 * 1024));

    assertThatThrownBy(() -> terminal.journal.record(draft)).isInstanceOf(DocumentTooLarge.class);
    assertThat(record(DocumentType.SALE, "next").document().n()).isEqualTo(1);
  }

  @Test
  void theJournalIsOnDiskAtEachCommit() {
    String mode =
        terminal
            .files()
            .txn()
            .exclusively(() -> pragma(terminal.files().txn(), "PRAGMA synchronous"));

    assertThat(mode).isEqualTo("2"); // FULL
    assertThat(pragma(terminal.files().txn(), "PRAGMA journal_mode")).isEqualTo("wal");
  }

  private int recordUntilFull() {
    for (int i = 0; i < 200; i++) {
      try {
        record(DocumentType.SALE, "full-" + i);
      } catch (StorageFailure e) {
        assertThat(e.isDiskFull()).isTrue();
        return i;
      }
    }
    throw new AssertionError("the disk never filled");
  }

  private Entry record(DocumentType type, String reference) {
    return terminal.journal.record(draft(type, reference, null));
  }

  private static Draft draft(DocumentType type, String reference, String reason) {
    return new Draft(
        type,
        reference,
        Fingerprint.of(new byte[] {1}),
        LocalDate.parse("2026-11-20"),
        LocalDate.parse("2026-11-20"),
        null,
        null,
        null,
        null,
        null,
        reason,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        0,
        null,
        null);
  }

  private long next(DocumentType type) {
    return terminal.journal.numbering().stream()
        .filter(numbering -> numbering.series().equals(type.toString()))
        .findFirst()
        .orElseThrow()
        .next();
  }

  private void allowNoMorePages() {
    allowPages(Integer.parseInt(pragma(terminal.files().txn(), "PRAGMA page_count")));
  }

  private void allowPages(int pages) {
    // SQLite answers "database or disk is full" at this limit exactly as it does on a full disk.
    terminal
        .files()
        .txn()
        .exclusively(
            () ->
                terminal
                    .files()
                    .txn()
                    .stage(
                        session -> session.prepare("PRAGMA max_page_count = " + pages).execute()));
    terminal.files().txn().rollBack();
  }

  private static String pragma(SqliteFile file, String pragma) {
    return file.write(
        session -> {
          try (ResultSet row = session.prepare(pragma).executeQuery()) {
            return row.getString(1);
          }
        });
  }

  private Path txnDb() {
    return folder.resolve("txn.db");
  }
}
