package io.tillstream.agent.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    file = SqliteFile.open(path(), Schema.TXN, SqliteFile.Durability.EACH_COMMIT, 2);
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
                      series(session, "half");
                      throw new OutOfMemoryError("in a test");
                    }))
        .isInstanceOf(OutOfMemoryError.class);

    file.write(session -> series(session, "whole"));

    assertThat(series()).containsExactly("whole");
  }

  @Test
  void whatWasStagedBeforeAnExhaustedStackIsForgottenWithIt() {
    file.stage(session -> series(session, "staged"));
    assertThatThrownBy(
            () ->
                file.stage(
                    session -> {
                      series(session, "half");
                      throw new StackOverflowError("in a test");
                    }))
        .isInstanceOf(StackOverflowError.class);

    file.commit();

    assertThat(series()).isEmpty();
  }

  @Test
  void closingWaitsForTheReadsUnderWayAndRefusesOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    file.write(session -> series(session, "sale"));
    CompletableFuture<List<String>> reading =
        CompletableFuture.supplyAsync(
            () ->
                file.read(
                    session -> {
                      begun.countDown();
                      await(mayEnd);
                      return series(session);
                    }),
            SqliteFileTest::onItsOwnThread);
    await(begun);

    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(file::close, SqliteFileTest::onItsOwnThread);
    assertThatThrownBy(
            () -> {
              while (true) {
                series();
              }
            })
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("closed");
    assertThat(closing).isNotDone();
    mayEnd.countDown();

    assertThat(reading.get(10, TimeUnit.SECONDS)).containsExactly("sale");
    closing.get(10, TimeUnit.SECONDS);
    assertThat(folder.resolve("txn.db-wal")).as("kept while a connection is open").doesNotExist();
    assertThatThrownBy(this::series).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> file.write(session -> series(session, "late")))
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
                return series(session);
              });

      assertThat(read).isEmpty();
      assertThat(connection.isClosed()).isTrue();
    }
  }

  private Path path() {
    return folder.resolve("txn.db");
  }

  private static int series(Session session, String type) throws SQLException {
    PreparedStatement insert =
        session.prepare("INSERT INTO series (type, template, next) VALUES (?, '{n}', 1)");
    insert.setString(1, type);
    return insert.executeUpdate();
  }

  private List<String> series() {
    return file.read(SqliteFileTest::series);
  }

  private static List<String> series(Session session) throws SQLException {
    List<String> types = new ArrayList<>();
    try (ResultSet rows = session.prepare("SELECT type FROM series").executeQuery()) {
      while (rows.next()) {
        types.add(rows.getString(1));
      }
    }
    return types;
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
