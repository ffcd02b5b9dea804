package io.tillstream.headoffice;

import static io.tillstream.headoffice.AJob.aJobUpToDate;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.feed.FeedTopic;
import io.tillstream.headoffice.feed.TellNext;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What jobs are told by way of a broker is the feed, whoever dies (I2, I4). Each connection stands
 * for a process of head office: the database and the topic are all that they share.
 */
abstract class FeedTopicSentences {

  private static final int DELIVERIES = 30;

  @Inject DataSource dataSource;

  private final ATopic topic = new ATopic();
  private final AReaderOfTheTopic reader = new AReaderOfTheTopic();
  private AJob job;
  private AStore store;
  private ATerminal till;

  @BeforeEach
  void everythingBeforeIsTold() throws SQLException {
    tellAll(new TellNext(new Database(dataSource), new ATopic()));
    job = aJobUpToDate();
    store = aStore();
    till = store.terminal("T1");
  }

  @Test
  void theTopicIsToldTheFeedWordForWordInItsOrder() throws SQLException {
    AStore other = aStore();
    ATerminal.Made sale = till.sells("A", 1);
    ATerminal.Made open = till.sellsUnknown("NEW", 2);
    ATerminal.Made garbled = till.makes("{\u0000\"\u00ff,");
    store.accepts(sale).parks(open, "NEW").findsNoJson(garbled);
    store.delivers(store.everything()).statusCode(200);
    other.accepts(other.terminal("T1").sells("B", 1));
    other.delivers(other.everything()).statusCode(200);
    sells(2);

    tellAll(living());

    assertThat(told()).isEqualTo(job.reads(10_000));
    List<FeedTopic.Message> messages = topic.messages();
    assertThat(messages.stream().map(message -> message.store().value()))
        .containsExactly(
            store.id.value(),
            store.id.value(),
            store.id.value(),
            other.id.value(),
            store.id.value(),
            store.id.value());
    assertThat(messages.stream().map(message -> message.number() + "/" + message.of()))
        .containsExactly("1/3", "2/3", "3/3", "1/1", "1/2", "2/2");
    assertThat(messages.getLast().cursor()).as("goes on at the feed, too").isEqualTo(job.cursor);
    assertThat(living().tell()).as("nothing is left").isFalse();
  }

  @Test
  void whereverItIsKilledAReaderLandsEachFactOnce() throws SQLException {
    int kills = 0;
    boolean wasKilled = true;
    for (int at = 1; wasKilled && at < 100; at++) {
      for (boolean before : List.of(true, false)) {
        sells(2);
        DyingConnection dying =
            new DyingConnection(dataSource.getConnection(), at, before, () -> null);
        wasKilled = isKilled(dying);
        dying.close();
        kills += wasKilled ? 1 : 0;
        tellAll(living()); // the next one goes on
      }
    }

    assertThat(kills).isGreaterThan(10);
    List<String> feed = job.reads(10_000);
    assertThat(told()).as("told twice").hasSizeGreaterThan(feed.size());
    reader.reads(topic.messages());
    assertThat(reader.has()).isEqualTo(feed);
  }

  /** At any of its messages, in the middle of a position, too. */
  @Test
  void aBrokerThatGoesAwayCostsLagAndNothingElse() throws SQLException {
    for (long after : LongStream.range(0, 12).toArray()) {
      sells(3);
      sells(3);
      topic.goesAwayAfter(after);
      if (after < 6) {
        assertThatThrownBy(living()::tell).isInstanceOf(FeedTopic.Away.class);
        assertThatThrownBy(living()::tell).isInstanceOf(FeedTopic.Away.class);
        sells(1); // and head office takes in all the same
      }
      topic.comesBack();
      tellAll(living());
    }

    reader.reads(topic.messages());
    assertThat(reader.has()).isEqualTo(job.reads(10_000));
  }

  @Test
  void nobodyTellsBetweenAnothersTellingAndItsCursor() throws Exception {
    sells(1);
    AtomicInteger refused = new AtomicInteger();
    try (DyingConnection second = connection();
        Statement settings = second.connection().createStatement()) {
      settings.execute("SET LOCK_TIMEOUT 50");
      topic.meanwhile(
          () -> {
            assertThatThrownBy(next(second)::tell).isInstanceOf(SQLException.class);
            refused.incrementAndGet();
          });
      assertThat(living().tell()).isTrue();
      topic.meanwhile(() -> {});
      assertThat(next(second).tell()).as("nothing is left for it").isFalse();
      settings.execute("SET LOCK_TIMEOUT 20000");
    }

    assertThat(refused).hasPositiveValue();
    assertThat(told()).hasSize(1);
  }

  @Test
  void whileStoresDeliverAndTwoProcessesTellEachFactIsToldOnceInTheFeedsOrder() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    List<Future<?>> telling = new ArrayList<>();
    try (ExecutorService processes = Executors.newFixedThreadPool(2)) {
      for (int process = 0; process < 2; process++) {
        TellNext next = living();
        telling.add(
            processes.submit(
                () -> {
                  while (!enough.get()) {
                    next.tell();
                  }
                  return null;
                }));
      }
      try {
        for (int i = 0; i < DELIVERIES; i++) {
          sells(1);
        }
      } finally {
        enough.set(true);
      }
    }
    for (Future<?> each : telling) {
      each.get();
    }
    tellAll(living());

    assertThat(told()).isEqualTo(job.reads(10_000)).hasSize(DELIVERIES);
  }

  /** With the books, as a backup has it, or table by table. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatABackupDoesNotHaveIsTakenBackByTheReaderAndComesAgain(boolean cursorIsPutBack)
      throws SQLException {
    sells(2);
    tellAll(living());
    String ofTheBackup = cursor();
    sells(1);
    sells(1);
    tellAll(living());
    reader.reads(topic.messages());
    assertThat(reader.has()).hasSize(4);

    ABackup.putBack(dataSource, store, 2);
    if (cursorIsPutBack) {
      putBack(ofTheBackup);
    }
    AStore other = aStore();
    other.accepts(other.terminal("T1").sells("B", 1));
    other.delivers(other.everything()).statusCode(200);
    store.delivers(store.envelope(2, 4)).statusCode(200).body("outcome", equalTo("APPLIED"));
    int before = topic.messages().size();
    tellAll(living());

    List<FeedTopic.Message> after = topic.messages().subList(before, topic.messages().size());
    reader.reads(after);
    assertThat(reader.has()).isEqualTo(job.reads(10_000)).hasSize(5);
    assertThat(after.size() == 3).as("only what is new").isEqualTo(cursorIsPutBack);
  }

  @Test
  void whenTheTopicWasLostItIsToldEverythingAgain() throws SQLException {
    sells(2);
    tellAll(living());
    List<String> once = told();

    HeadOffice.admin().post("/api/feed/topic/beginning").then().statusCode(204);
    HeadOffice.admin()
        .get("/api/feed/topic")
        .then()
        .statusCode(200)
        .body("enabled", equalTo(false))
        .body("position", equalTo(0));
    tellAll(living());

    assertThat(told()).endsWith(once.toArray(String[]::new));
    reader.reads(topic.messages().subList(0, 2));
    reader.reads(topic.messages());
    assertThat(reader.has()).endsWith(once.toArray(String[]::new)).doesNotHaveDuplicates();
  }

  private void sells(int sales) {
    long before = store.head();
    for (int i = 0; i < sales; i++) {
      store.accepts(till.sells("A", 1));
    }
    store.delivers(store.envelope(before, store.head())).statusCode(200);
  }

  private List<String> told() {
    return topic.messages().stream().map(ATopic::line).toList();
  }

  private static void tellAll(TellNext next) throws SQLException {
    while (next.tell()) {
      // The next ones.
    }
  }

  private boolean isKilled(DyingConnection dying) throws SQLException {
    try {
      next(dying).tell();
      return false;
    } catch (DyingConnection.Killed e) {
      return true;
    }
  }

  private TellNext living() {
    return new TellNext(new Database(dataSource), topic);
  }

  private DyingConnection connection() throws SQLException {
    return new DyingConnection(dataSource.getConnection(), Integer.MAX_VALUE, false, () -> null);
  }

  /** What a process over this one connection tells next. */
  private TellNext next(DyingConnection of) {
    Connection connection = of.connection();
    DataSource only =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connection);
    return new TellNext(new Database(only), topic);
  }

  private String cursor() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT feed_position, feed_mark FROM feed_topic WHERE id = 1");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1) + "." + row.getString(2);
    }
  }

  private void putBack(String cursor) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE feed_topic SET feed_position = ?, feed_mark = ? WHERE id = 1")) {
      update.setLong(1, Long.parseLong(cursor.substring(0, cursor.indexOf('.'))));
      update.setString(2, cursor.substring(cursor.indexOf('.') + 1));
      update.executeUpdate();
    }
  }
}
