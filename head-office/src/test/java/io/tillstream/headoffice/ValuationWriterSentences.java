package io.tillstream.headoffice;

import static io.tillstream.headoffice.ALegalEntity.anEntity;
import static io.tillstream.headoffice.ALegalEntity.standing;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.valuation.KeepValuation;
import io.tillstream.headoffice.valuation.NextPage;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One ordered writer, though several processes value and each may die (I2). Each connection stands
 * for a process of its own: the database is all that they share.
 */
abstract class ValuationWriterSentences {

  private static final int DELIVERIES = 30;

  @Inject DataSource dataSource;
  @Inject KeepValuation valuation;
  @Inject Clock clock;

  private ALegalEntity entity;
  private AStore store;
  private ATerminal till;

  @BeforeEach
  void anEntityWithOneStore() throws SQLException {
    entity = anEntity("GBP");
    store = aStore();
    till = store.terminal("T1");
    entity.owns(store).statusCode(204);
    // What other tests have spoilt, or put back to a backup, is put right first.
    recompute();
  }

  @Test
  void whereverItIsKilledEachMovementIsValuedOnce() throws SQLException {
    int kills = 0;
    int received = 0;
    boolean wasKilled = true;
    for (int at = 1; wasKilled && at < 100; at++) {
      for (boolean before : List.of(true, false)) {
        receives(1);
        received++;
        DyingConnection dying =
            new DyingConnection(dataSource.getConnection(), at, before, () -> null);
        wasKilled = isKilled(dying);
        dying.close();
        kills += wasKilled ? 1 : 0;
        valuation.catchUp(); // the next one goes on
        entity.has("A", "" + received, "" + 2 * received, "2");
      }
    }

    // Before and after each of its statements and commits.
    assertThat(kills).isGreaterThan(20);
    assertARecomputationFindsNothing();
  }

  @Test
  void nobodyValuesBetweenAnothersValuingAndItsCommit() throws Exception {
    receives(10);
    AtomicInteger refused = new AtomicInteger();
    try (DyingConnection second = living(() -> null);
        Statement settings = second.connection().createStatement()) {
      settings.execute("SET LOCK_TIMEOUT 50");
      try (DyingConnection first =
          living(
              () -> {
                assertThatThrownBy(next(second)::take).isInstanceOf(SQLException.class);
                return refused.incrementAndGet();
              })) {
        assertThat(next(first).take()).isTrue();
      }
      assertThat(next(second).take()).as("nothing is left for it").isFalse();
      settings.execute("SET LOCK_TIMEOUT 20000");
    }

    assertThat(refused).hasPositiveValue();
    entity.has("A", "10", "20", "2");
  }

  @Test
  void whileStoresDeliverAndTwoProcessesValueEachMovementIsValuedOnce() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    List<Future<Integer>> taken = new ArrayList<>();
    try (ExecutorService processes = Executors.newFixedThreadPool(2)) {
      for (int process = 0; process < 2; process++) {
        NextPage next = new NextPage(new Database(dataSource), clock);
        taken.add(
            processes.submit(
                () -> {
                  int pages = 0;
                  while (!enough.get()) {
                    pages += next.take() ? 1 : 0;
                  }
                  return pages;
                }));
      }
      try {
        for (int i = 0; i < DELIVERIES; i++) {
          receives(1);
        }
      } finally {
        enough.set(true);
      }
    }
    assertThat(taken.get(0).get() + taken.get(1).get()).isPositive();
    valuation.catchUp();

    entity.has("A", "" + DELIVERIES, "" + 2 * DELIVERIES, "2");
    assertARecomputationFindsNothing();
  }

  private void receives(long units) {
    long before = store.head();
    store.accepts(
        till.makes(
            DocumentType.GOODS_RECEIPT,
            List.of(
                new Line("A", null, units * 1000, 0, 0, null, null, null, true, 20_000L, null))));
    store.delivers(store.envelope(before, store.head())).statusCode(200);
  }

  private boolean isKilled(DyingConnection dying) throws SQLException {
    try {
      next(dying).take();
      return false;
    } catch (DyingConnection.Killed e) {
      return true;
    }
  }

  private DyingConnection living(Callable<?> meanwhile) throws SQLException {
    return new DyingConnection(dataSource.getConnection(), Integer.MAX_VALUE, false, meanwhile);
  }

  /** What a process over this one connection values next. */
  private NextPage next(DyingConnection of) {
    Connection connection = of.connection();
    DataSource only =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connection);
    return new NextPage(new Database(only), clock);
  }

  private void assertARecomputationFindsNothing() throws SQLException {
    recompute();
    assertThat(standing().getLong("lastRecomputation.differences")).isZero();
  }

  private void recompute() throws SQLException {
    HeadOffice.admin().post("/api/valuation/recomputation").then().statusCode(202);
    valuation.catchUp();
  }
}
