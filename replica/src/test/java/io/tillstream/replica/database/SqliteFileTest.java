package io.tillstream.replica.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.replica.Replica;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SqliteFileTest {

  @TempDir Path folder;

  private SqliteFile file;

  @BeforeEach
  void open() {
    file = SqliteFile.open(path(), Replica.SCHEMA, SqliteFile.Durability.EACH_COMMIT, 2);
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void whatAnExhaustedMemoryBrokeOffIsNotCommittedByTheNextWriter() {
    assertThatThrownBy(
            () ->
                file.write(
                    session -> {
                      rates(session, "half");
                      throw new OutOfMemoryError("in a test");
                    }))
        .isInstanceOf(OutOfMemoryError.class);

    file.write(session -> rates(session, "whole"));

    assertThat(rates()).containsExactly("whole");
  }

  @Test
  void whatWasStagedBeforeAnExhaustedStackIsForgottenWithIt() {
    file.stage(session -> rates(session, "staged"));
    assertThatThrownBy(
            () ->
                file.stage(
                    session -> {
                      rates(session, "half");
                      throw new StackOverflowError("in a test");
                    }))
        .isInstanceOf(StackOverflowError.class);

    file.commit();

    assertThat(rates()).isEmpty();
  }

  @Test
  void closingWaitsForTheReadsUnderWayAndRefusesOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    file.write(session -> rates(session, "standard"));
    CompletableFuture<List<String>> reading =
        CompletableFuture.supplyAsync(
            () ->
                file.read(
                    session -> {
                      begun.countDown();
                      await(mayEnd);
                      return rates(session);
                    }),
            SqliteFileTest::onItsOwnThread);
    await(begun);

    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(file::close, SqliteFileTest::onItsOwnThread);
    assertThatThrownBy(
            () -> {
              while (true) {
                rates();
              }
            })
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("closed");
    assertThat(closing).isNotDone();
    mayEnd.countDown();

    assertThat(reading.get(10, TimeUnit.SECONDS)).containsExactly("standard");
    closing.get(10, TimeUnit.SECONDS);
    assertThat(folder.resolve("ref.db-wal")).as("kept while a connection is open").doesNotExist();
    assertThatThrownBy(this::rates).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> file.write(session -> rates(session, "late")))
        .isInstanceOf(StorageFailure.class);
  }

  @Test
  void aReadThatOutlastsTheWaitClosesItsConnectionItself() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path())) {
      Readers readers = new Readers(List.of(new Session(connection)));

      List<String> read =
          readers.read(
              session -> {
                readers.close(Duration.ofMillis(20));
                return rates(session);
              });

      assertThat(read).isEmpty();
      assertThat(connection.isClosed()).isTrue();
    }
  }

  private Path path() {
    return folder.resolve("ref.db");
  }

  private static int rates(Session session, String code) throws SQLException {
    PreparedStatement insert =
        session.prepare("INSERT INTO tax (tax_code, rate_basis_points) VALUES (?, 2000)");
    insert.setString(1, code);
    return insert.executeUpdate();
  }

  private List<String> rates() {
    return file.read(SqliteFileTest::rates);
  }

  private static List<String> rates(Session session) throws SQLException {
    List<String> codes = new ArrayList<>();
    try (ResultSet rows = session.prepare("SELECT tax_code FROM tax").executeQuery()) {
      while (rows.next()) {
        codes.add(rows.getString(1));
      }
    }
    return codes;
  }

  private static void onItsOwnThread(Runnable task) {
    new Thread(task).start();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
