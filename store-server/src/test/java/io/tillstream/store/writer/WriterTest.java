package io.tillstream.store.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.store.H2Books;
import io.tillstream.store.Limits;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.shop.Shop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WriterTest {

  @RegisterExtension final H2Books books = new H2Books();

  @Test
  void seqHasNoGapAndFollowsTheOrderOfCommitsUnderEightThreads() throws Exception {
    Writer writer = books.writer();
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      String name = "X" + thread;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 200; i++) {
                      long seq = writer.ask(note(name + "-" + i));
                      // What I was told is published already, and durable.
                      assertThat(writer.published().seq()).isGreaterThanOrEqualTo(seq);
                      seen.add(seq);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(seen).hasSize(1_600);
    assertThat(books.ask("SELECT seq FROM change_log ORDER BY seq"))
        .isEqualTo(LongStream.rangeClosed(1, 1_600).mapToObj(Long::toString).toList());
    assertThat(books.ask("SELECT v FROM store_clock")).containsExactly("1600");
  }

  @Test
  void aReaderOfTheLogNeverMeetsAGap() throws Exception {
    Writer writer = books.writer();
    CountDownLatch done = new CountDownLatch(1);
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (done.getCount() > 0) {
                    long to = writer.published().seq();
                    try {
                      String count =
                          books.ask("SELECT COUNT(*) FROM change_log WHERE seq <= " + to).get(0);
                      if (!count.equals(Long.toString(to))) {
                        faults.add(count + " rows up to " + to);
                      }
                    } catch (SQLException e) {
                      faults.add(e.toString());
                    }
                  }
                });
    for (int i = 0; i < 300; i++) {
      writer.ask(note("X" + i));
    }
    done.countDown();
    reader.join();

    assertThat(faults).isEmpty();
  }

  @Test
  void aPoisonedCommandFailsAloneAndTheOthersOfItsBatchAreCommitted() throws Exception {
    Writer writer = books.writer();
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Long> first = writer.submit(waitFor(gate));
    List<CompletableFuture<Long>> good = new ArrayList<>();
    good.add(writer.submit(note("A")));
    CompletableFuture<Long> bad =
        writer.submit(
            batch -> {
              note("never").applyTo(batch);
              throw new ArithmeticException("poison");
            });
    good.add(writer.submit(note("B")));
    gate.countDown();

    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(good.get(0).get(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(good.get(1).get(10, TimeUnit.SECONDS)).isEqualTo(3);
    assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThat(books.ask("SELECT row_key FROM change_log ORDER BY seq"))
        .containsExactly("gate", "A", "B");
  }

  @Test
  void aRowThatTheDatabaseRefusesPoisonsOnlyItsOwnCommand() throws Exception {
    Writer writer = books.writer();
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Long> first = writer.submit(waitFor(gate));
    CompletableFuture<Long> bad = writer.submit(note("K".repeat(100)));
    CompletableFuture<Long> good = writer.submit(note("A"));
    gate.countDown();

    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(good.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
    assertThat(writer.state()).isInstanceOf(WriterState.Open.class);
  }

  @Test
  void aRowThatAnotherProgramHoldsDelaysOnlyTheCommandThatNeedsIt() throws Exception {
    Writer writer = books.writer();
    books.run("INSERT INTO price (item, unit_price_ten_thousandths) VALUES ('LAMP', 1)");
    try (Connection program = books.database().getConnection()) {
      program.setAutoCommit(false);
      try (PreparedStatement update =
          program.prepareStatement("UPDATE price SET unit_price_ten_thousandths = 2")) {
        update.executeUpdate();
      }
      CountDownLatch gate = new CountDownLatch(1);
      CompletableFuture<Long> first = writer.submit(waitFor(gate));
      CompletableFuture<Long> sale = writer.submit(note("A"));
      CompletableFuture<Integer> blocked =
          writer.submit(
              batch ->
                  batch.prepare("UPDATE price SET unit_price_ten_thousandths = 3").executeUpdate());
      CompletableFuture<Long> other = writer.submit(note("B"));
      gate.countDown();

      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(sale.get(10, TimeUnit.SECONDS)).isEqualTo(2);
      assertThatThrownBy(() -> blocked.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ProblemException.class)
          .hasMessageContaining("another program");
      assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(3);
      program.rollback();
      program.setAutoCommit(true);
    }
    assertThat(writer.state()).isInstanceOf(WriterState.Open.class);
  }

  @Test
  void aSupersededWriterCommitsNothingAndSaysSo() throws Exception {
    Writer zombie = books.writer();
    assertThat(zombie.ask(note("before"))).isEqualTo(1);
    Writer successor = books.successor();

    // I17: not even before the successor's first commit.
    assertThatThrownBy(() -> zombie.ask(note("late")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("another store server");
    assertThat(successor.ask(note("after"))).isEqualTo(2);
    assertThatThrownBy(() -> zombie.ask(note("later")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("stepped down");

    assertThat(zombie.state()).isInstanceOf(WriterState.SteppedDown.class);
    assertThat(books.ask("SELECT row_key FROM change_log ORDER BY seq"))
        .containsExactly("before", "after");
  }

  @Test
  void withoutTheFenceTheSupersededWriterWouldWrite() throws Exception {
    Writer zombie = books.writer();
    assertThat(zombie.ask(note("before"))).isEqualTo(1);
    books.successor();
    // The fence is the leader epoch: put back, it lets the old writer through.
    books.run("UPDATE store_clock SET leader_epoch = leader_epoch - 1 WHERE id = 1");

    assertThat(zombie.ask(note("late"))).isEqualTo(2);
  }

  @Test
  void aFullQueueIsRefusedAndLosesNothing() throws Exception {
    Writer writer = books.successor(2, Clock.systemUTC());
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    CompletableFuture<Long> first =
        writer.submit(
            batch -> {
              entered.countDown();
              return waitFor(gate).applyTo(batch);
            });
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Long> second = writer.submit(note("A"));
    CompletableFuture<Long> third = writer.submit(note("B"));

    assertThatThrownBy(() -> writer.submit(note("C")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("wait for the writer already");
    gate.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(third.get(10, TimeUnit.SECONDS)).isEqualTo(3);
  }

  /** I22: what is answered 503 takes up nothing any more, or is known to do so. */
  @Test
  void whatNobodyWaitsForAnyMoreLeavesTheQueueAndWhatHasBegunSaysWhenItIsOver() throws Exception {
    Writer writer =
        books.successor(new Limits(64, 1, 4_000, Duration.ofMillis(200)), Clock.systemUTC());
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch begunIsOver = new CountDownLatch(1);
    CountDownLatch waitingIsOver = new CountDownLatch(1);

    assertThatThrownBy(() -> writer.ask(waitFor(gate), begunIsOver::countDown))
        .hasMessageContaining("in time");
    assertThatThrownBy(() -> writer.ask(note("A"), waitingIsOver::countDown))
        .hasMessageContaining("in time");

    assertThat(waitingIsOver.getCount()).isZero();
    assertThat(begunIsOver.getCount()).isEqualTo(1);
    gate.countDown();
    assertThat(begunIsOver.await(10, TimeUnit.SECONDS)).isTrue();
    writer.close();
    assertThat(books.ask("SELECT row_key FROM change_log")).containsExactly("gate");
    CountDownLatch refusedIsOver = new CountDownLatch(1);
    assertThatThrownBy(() -> writer.ask(note("B"), refusedIsOver::countDown))
        .isInstanceOf(ProblemException.class);
    assertThat(refusedIsOver.getCount()).isZero();
  }

  @Test
  void closingFinishesWhatWaits() throws Exception {
    Writer writer = books.writer();
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Long> first = writer.submit(waitFor(gate));
    CompletableFuture<Long> second = writer.submit(note("A"));
    Thread closing = Thread.ofPlatform().start(writer::close);
    gate.countDown();
    closing.join();

    assertThat(first.get(1, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(second.get(1, TimeUnit.SECONDS)).isEqualTo(2);
    assertThatThrownBy(() -> writer.submit(note("B"))).isInstanceOf(ProblemException.class);
  }

  @Test
  void aWriterThatFailsRefusesAndSaysSo() throws Exception {
    Writer writer = books.writer();
    CompletableFuture<Long> fatal =
        writer.submit(
            batch -> {
              throw new StackOverflowError("too deep");
            });

    assertThatThrownBy(() -> fatal.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ProblemException.class);
    assertThat(writer.state()).isInstanceOf(WriterState.Failed.class);
    assertThatThrownBy(() -> writer.submit(note("A"))).isInstanceOf(ProblemException.class);
    // The books are whole: another writer goes on.
    assertThat(books.successor().ask(note("B"))).isEqualTo(1);
  }

  @Test
  void theBooksOfAnotherStoreAreLeftAlone() throws Exception {
    Writer other =
        new Writer(
            books.database(),
            new Shop(new StoreId("S2"), H2Books.SHOP.currency()),
            Limits.queueOf(64),
            new WriterMeters(new SimpleMeterRegistry()),
            Clock.systemUTC(),
            List.of());

    assertThatThrownBy(other::open)
        .isInstanceOf(WrongStore.class)
        .hasMessage("the database holds the books of store S1, this server is configured for S2");
  }

  @Test
  void aRestartGoesOnWhereTheBooksStand() throws Exception {
    Writer first = books.writer();
    first.ask(note("A"));
    String incarnation = first.published().incarnation();
    first.close();
    Writer second = books.successor();

    assertThat(second.published().seq()).isEqualTo(1);
    assertThat(second.published().incarnation()).isEqualTo(incarnation);
    assertThat(second.ask(note("B"))).isEqualTo(2);
  }

  /** A change of a row; the answer is its seq. */
  private static Command<Long> note(String key) {
    return batch -> {
      batch.put(Entity.STOCK, key, Image.of(key, 1));
      return batch.seq();
    };
  }

  /** Holds the batch until the gate opens, so that what follows is committed together. */
  private static Command<Long> waitFor(CountDownLatch gate) {
    return batch -> {
      try {
        assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return note("gate").applyTo(batch);
    };
  }
}
