package io.tillstream.headoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.headoffice.feed.Added;
import io.tillstream.headoffice.feed.FeedOrder;
import io.tillstream.protocol.identity.StoreId;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Positions follow the order of commits, whoever commits (I4). Each connection stands for a
 * head-office process of its own: the database is all that processes share.
 */
abstract class FeedOrderSentences {

  private static final List<Added> SOMETHING = List.of(news(1));

  @Inject DataSource dataSource;

  private static Added news(int documents) {
    return new Added(new StoreId("ORDER"), 1, 0, 1, documents, 0, 0, 9);
  }

  @Test
  void nobodyTakesThePositionAfterOneThatIsNotCommitted() throws SQLException {
    try (Connection first = begun();
        Connection second = begun()) {
      long before = head(second);
      FeedOrder.append(first, SOMETHING);
      execute(second, "SET LOCK_TIMEOUT 50");

      assertThatThrownBy(() -> FeedOrder.append(second, SOMETHING))
          .isInstanceOf(SQLException.class);
      second.rollback();

      first.commit();
      FeedOrder.append(second, SOMETHING);
      second.commit();
      assertThat(positionsAfter(before)).containsExactly(before + 1, before + 2);
      execute(second, "SET LOCK_TIMEOUT 20000");
      second.commit();
    } finally {
      forget();
    }
  }

  @Test
  void whatIsTakenBackLeavesNoGap() throws SQLException {
    try (Connection first = begun()) {
      long before = head(first);
      FeedOrder.append(first, SOMETHING);
      first.rollback();
      FeedOrder.append(first, SOMETHING);
      first.commit();

      assertThat(positionsAfter(before)).containsExactly(before + 1);
    } finally {
      forget();
    }
  }

  @Test
  void envelopesOfOneTransactionAreToldInTheirOrderAndWhatWasKnownTakesNoPosition()
      throws SQLException {
    try (Connection connection = begun()) {
      long before = head(connection);
      FeedOrder.append(connection, List.of(news(0), news(5), news(0), news(7), news(6)));
      FeedOrder.append(connection, List.of(news(0)));
      connection.commit();

      assertThat(positionsAfter(before)).containsExactly(before + 1, before + 2, before + 3);
      assertThat(
              positions(
                  connection,
                  "SELECT documents FROM feed WHERE feed_position > "
                      + before
                      + " ORDER BY feed_position"))
          .containsExactly(5L, 7L, 6L);
      assertThat(head(connection)).isEqualTo(before + 3);
    } finally {
      forget();
    }
  }

  /** Why not a sequence: the variant that loses what is committed late, without any error. */
  @Test
  void aNumberDrawnFromASequenceWouldBeSkippedByWhoReadsOnFromTheLast() throws SQLException {
    try (Connection first = begun();
        Connection second = begun();
        Connection reader = dataSource.getConnection()) {
      execute(reader, "CREATE SEQUENCE drawn START WITH 1");
      execute(reader, "CREATE TABLE by_sequence (feed_position BIGINT NOT NULL)");
      try {
        String append = "INSERT INTO by_sequence (feed_position) SELECT NEXT VALUE FOR drawn";
        execute(first, append);
        execute(second, append);
        second.commit();
        List<Long> told =
            positions(reader, "SELECT feed_position FROM by_sequence WHERE feed_position > 0");
        first.commit();
        told.addAll(
            positions(
                reader,
                "SELECT feed_position FROM by_sequence WHERE feed_position > " + told.getLast()));

        assertThat(told).containsExactly(2L);
        assertThat(
                positions(reader, "SELECT feed_position FROM by_sequence ORDER BY feed_position"))
            .containsExactly(1L, 2L);
      } finally {
        first.rollback();
        second.rollback();
        execute(reader, "DROP TABLE by_sequence");
        execute(reader, "DROP SEQUENCE drawn");
      }
    }
  }

  private Connection begun() throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static long head(Connection connection) throws SQLException {
    return positions(connection, "SELECT feed_position FROM feed_clock").getFirst();
  }

  private List<Long> positionsAfter(long position) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return positions(
          connection,
          "SELECT feed_position FROM feed WHERE feed_position > "
              + position
              + " ORDER BY feed_position");
    }
  }

  /** These entries have no facts behind them. */
  private void forget() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      execute(connection, "DELETE FROM feed WHERE store = 'ORDER'");
      execute(
          connection,
          "UPDATE feed_clock SET feed_position ="
              + " (SELECT COALESCE(MAX(feed_position), 0) FROM feed)");
    }
  }

  private static List<Long> positions(Connection connection, String sql) throws SQLException {
    List<Long> positions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        positions.add(row.getLong(1));
      }
    }
    return positions;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
