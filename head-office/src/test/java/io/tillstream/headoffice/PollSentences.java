package io.tillstream.headoffice;

import static io.tillstream.headoffice.AJob.aJobUpToDate;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.inbox.APoll;
import io.tillstream.headoffice.inbox.APoll.Sent;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** I2, I14: what a poll of the broker brings is booked at once, and each envelope is its own. */
abstract class PollSentences {

  private static final int ROUNDS = 100;

  @Inject DataSource dataSource;
  @Inject APoll poll;

  private static Sent sent(AStore store, byte[] envelope) {
    return new Sent(store.id.value(), store.credential, envelope);
  }

  /** Everything since the last time that was asked. */
  private static Sent news(AStore store, long from) {
    return sent(store, store.envelope(from, store.head()));
  }

  private static AStore aStoreThatSold(int quantity) {
    AStore store = aStore();
    return store.accepts(store.terminal("T1").sells("A", quantity));
  }

  private static void assertSold(AStore store, int quantity) {
    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-" + quantity));
  }

  @Test
  void envelopesOfOneStoreFollowEachOtherAndWhatComesTwiceIsBookedOnce() {
    AJob job = aJobUpToDate();
    AStore one = aStore();
    AStore other = aStoreThatSold(8);
    ATerminal till = one.terminal("T1");
    one.accepts(till.sells("A", 1)).accepts(till.sells("A", 2)).accepts(till.sells("A", 4));
    List<Sent> polled =
        List.of(
            sent(one, one.envelope(0, 1)),
            sent(other, other.everything()),
            sent(one, one.envelope(0, 1)),
            sent(one, one.envelope(1, 2)),
            sent(one, one.envelope(1, 3)));

    poll.brings(polled);
    poll.brings(polled); // head office died before the offset was told

    assertSold(one, 7);
    assertSold(other, 8);
    assertThat(HeadOffice.status(one)).containsEntry("position", 3).doesNotContainKey("forkSeenAt");
    List<String> told = job.reads(2);
    assertThat(told).hasSize(4);
    assertThat(told.stream().filter(line -> line.contains(one.id.value())))
        .extracting(line -> AJob.tree(line).get("seq").asLong())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void oneThatCannotBeAppliedParksItsStoreAndTheOthersOfThePollAreBooked() {
    AStore before = aStoreThatSold(1);
    AStore riddler = aStoreThatSold(2).logsLine("{\"seq\":%d,\"kind\":\"riddle\"}");
    riddler.accepts(riddler.terminal("T2").sells("A", 4));
    AStore after = aStoreThatSold(8);

    poll.brings(
        List.of(
            sent(riddler, riddler.envelope(0, 1)),
            sent(before, before.everything()),
            sent(riddler, riddler.envelope(1, 2)),
            sent(riddler, riddler.envelope(2, 3)),
            sent(after, after.everything())));

    assertSold(before, 1);
    assertSold(after, 8);
    assertSold(riddler, 2);
    assertThat(HeadOffice.status(riddler)).containsKey("parked").containsEntry("position", 1);
    before.accepts(before.terminal("T2").sells("A", 16));
    poll.brings(List.of(news(riddler, 1), news(before, 1))); // turned away, beside another
    assertSold(before, 17);
  }

  /** What no check foresaw: here a stock beyond all numbers, which somebody has written. */
  @Test
  void whatTheDatabaseCannotHoldParksItsStoreAndTheOthersOfThePollAreBooked() throws SQLException {
    AStore before = aStoreThatSold(1);
    AStore spoilt = aStore();
    ATerminal till = spoilt.terminal("T1");
    spoilt.accepts(till.sells("A", 2)).accepts(till.sells("A", 4));
    spoilt.delivers(spoilt.envelope(0, 1)).statusCode(200);
    writeStock(spoilt, Long.MIN_VALUE + 1);
    AStore after = aStoreThatSold(8);

    poll.brings(
        List.of(
            sent(before, before.everything()),
            sent(spoilt, spoilt.envelope(1, 2)),
            sent(after, after.everything())));

    assertSold(before, 1);
    assertSold(after, 8);
    assertThat(HeadOffice.status(spoilt)).containsKey("parked").containsEntry("position", 1);

    writeStock(spoilt, -2_000);
    HeadOffice.admin().post("/api/stores/" + spoilt.id + "/resumption").then().statusCode(204);
    poll.brings(List.of(sent(spoilt, spoilt.envelope(1, 2))));
    assertSold(spoilt, 6);
  }

  private void writeStock(AStore store, long thousandths) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE stock SET quantity_thousandths = ? WHERE store = ?")) {
      update.setLong(1, thousandths);
      update.setString(2, store.id.value());
      update.executeUpdate();
    }
  }

  @Test
  void forksAndGapsInTheMiddleAreTheirStoresAlone() {
    AStore forked = aStoreThatSold(1);
    AStore lost = aStoreThatSold(2).changesReferenceData(1);
    lost.accepts(lost.terminal("T2").sells("A", 2));
    forked.delivers(forked.everything()).statusCode(200);
    AStore copy = forked.copiedWithOtherSales();
    AStore sound = aStoreThatSold(4);

    poll.brings(
        List.of(
            sent(forked, copy.everything()),
            sent(lost, lost.envelope(2, 3)),
            sent(sound, sound.everything())));

    assertSold(sound, 4);
    assertSold(forked, 1);
    assertThat(HeadOffice.status(forked)).containsKey("forkSeenAt");
    assertThat(HeadOffice.stock(lost.id)).isEmpty();
    poll.brings(List.of(sent(lost, lost.everything()), sent(sound, sound.everything())));
    assertSold(lost, 4);
  }

  @Test
  void whatIsNotTrustedOrNoEnvelopeIsPutAwayAndTheOthersAreBooked() {
    AStore sound = aStoreThatSold(1);
    AStore spoken = aStoreThatSold(2);
    byte[] envelope = spoken.everything();

    poll.brings(
        List.of(
            new Sent(spoken.id.value(), "not-the-credential", envelope),
            new Sent("NOBODY", "none", envelope),
            new Sent(null, "none", envelope),
            new Sent(spoken.id.value(), spoken.credential, null),
            new Sent(spoken.id.value(), spoken.credential, new byte[0]),
            new Sent(sound.id.value(), sound.credential, envelope),
            sent(sound, sound.everything())));

    assertSold(sound, 1);
    assertThat(HeadOffice.stock(spoken.id)).isEmpty();
  }

  @Test
  void moreThanIsBookedAtOnceIsBookedInPortions() {
    AStore large = aStore();
    AStore small = aStoreThatSold(1);
    ATerminal till = large.terminal("T1");
    for (int i = 0; i < 1_500; i++) {
      large.accepts(till.sells("A", 1));
    }
    assertThat(large.envelope(0, 1_450).length).isGreaterThan(512 * 1_024);

    poll.brings(
        List.of(
            sent(large, large.envelope(0, 1_450)),
            sent(small, small.everything()),
            sent(large, large.envelope(1_450, 1_500))));

    assertSold(large, 1_500);
    assertSold(small, 1);
  }

  @Test
  void whereverHeadOfficeDiesAllOfThePollIsThereOrNothingAndItIsBookedOnce() throws SQLException {
    AJob job = aJobUpToDate();
    AStore one = aStore();
    AStore other = aStore();
    ATerminal first = one.terminal("T1");
    ATerminal second = other.terminal("T1");
    int kills = 0;
    boolean wasKilled = true;
    for (int at = 1; wasKilled && at < 200; at++) {
      for (boolean before : List.of(true, false)) {
        long from = one.head();
        one.accepts(first.sells("A", 1));
        other.accepts(second.sells("A", 2));
        List<Sent> polled = List.of(news(one, from), news(other, from));
        DyingConnection dying =
            new DyingConnection(dataSource.getConnection(), at, before, () -> null);
        wasKilled = isKilled(dying, polled);
        dying.close();
        kills += wasKilled ? 1 : 0;
        assertThat(position(one)).isEqualTo(position(other));

        poll.brings(polled); // to whoever has the partition now
      }
    }

    assertThat(kills).isGreaterThan(40);
    int sold = Math.toIntExact(one.head());
    assertSold(one, sold);
    assertSold(other, 2 * sold);
    assertThat(job.reads(7)).hasSize(2 * sold).doesNotHaveDuplicates();
  }

  /** While partitions change hands, the former process may still be at what the next begins. */
  @Test
  void twoThatHaveTheSameStoresInOppositeOrdersNeverWaitForEachOther() throws Exception {
    List<AStore> stores = Stream.generate(AStore::aStore).limit(6).toList();
    List<Sent> polled = stores.stream().map(store -> sent(store, store.greeting())).toList();
    CyclicBarrier start = new CyclicBarrier(2);
    List<Callable<Boolean>> processes =
        Stream.of(polled, polled.reversed())
            .map(order -> (Callable<Boolean>) () -> areAllRepeated(order, start))
            .toList();

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Boolean> process : threads.invokeAll(processes)) {
        assertThat(process.get()).isTrue();
      }
    }
  }

  private boolean areAllRepeated(List<Sent> polled, CyclicBarrier start) throws Exception {
    boolean all = true;
    for (int round = 0; round < ROUNDS; round++) {
      start.await(20, TimeUnit.SECONDS); // the other may have failed
      all &=
          poll.booksAsOne(new Database(dataSource), polled).stream().allMatch("Repeated"::equals);
    }
    return all;
  }

  private long position(AStore store) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT seq FROM store_stream WHERE store = ?")) {
      select.setString(1, store.id.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private boolean isKilled(DyingConnection dying, List<Sent> polled) throws SQLException {
    Connection connection = dying.connection();
    DataSource only =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connection);
    try {
      poll.booksAsOne(new Database(only), polled);
      return false;
    } catch (DyingConnection.Killed e) {
      return true;
    }
  }
}
