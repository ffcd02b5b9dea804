package io.tillstream.headoffice.feed;

import io.tillstream.headoffice.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the topic is told next: a run of positions, each whole. The cursor moves when all of them
 * are kept, under a row that the teller holds meanwhile, so of any number of processes one tells
 * and the others wait; one that dies in between is followed by one that tells the same again.
 */
public final class TellNext {

  private static final int POSITIONS_MAX = 500;
  private static final int FACTS_MAX = 5_000;
  private static final long BYTES_MAX = 4L * 1024 * 1024;

  // So many are on their way at once. The client's memory (application.properties) has room for
  // them, or for one of the largest.
  private static final int AT_ONCE_MAX = 500;
  private static final int AT_ONCE_BYTES_MAX = 1024 * 1024;

  private final Database database;
  private final FeedTopic topic;

  /** For one thread. */
  public TellNext(Database database, FeedTopic topic) {
    this.database = database;
    this.topic = topic;
  }

  /** A look that writes nothing, so that a head office at rest is at rest. */
  boolean isThere() throws SQLException {
    return database.reading(
        connection ->
            new ToldSoFar(connection).position() != FollowFeed.head(connection)
                || !isOfTheseBooks(connection));
  }

  /**
   * Tells it.
   *
   * @return false when there was nothing
   * @throws SQLException when the database fails, or another process has the turn
   * @throws FeedTopic.Away when the topic takes nothing; all of it is told again
   */
  public boolean tell() throws SQLException {
    // What is told is on disk: no power cut takes back what a job was told (I1).
    long until = database.durably(FollowFeed::head);
    return database.durably(connection -> tell(connection, until));
  }

  private boolean tell(Connection connection, long until) throws SQLException {
    ToldSoFar told = new ToldSoFar(connection);
    told.hold();
    // A cursor of other books, as when tables were put back one by one: jobs know by the marks what
    // they have, and what is not so any more.
    Optional<FeedCursor> after =
        isOfTheseBooks(connection) ? told.cursor() : Optional.<FeedCursor>empty();
    long position = after.map(FeedCursor::position).orElse(0L);
    int positionsMax = (int) Math.min(POSITIONS_MAX, until - position);
    if (positionsMax <= 0) {
      return false;
    }
    List<FeedEntry> entries =
        FeedEntry.page(FeedEntry.after(connection, position, positionsMax), FACTS_MAX, BYTES_MAX);
    if (entries.isEmpty()) {
      return false;
    }
    List<FeedTopic.Message> atOnce = new ArrayList<>();
    long bytes = 0;
    for (FeedEntry entry : entries) {
      for (FeedTopic.Message message : messages(connection, entry)) {
        if (!atOnce.isEmpty()
            && (atOnce.size() == AT_ONCE_MAX
                || bytes + message.line().length > AT_ONCE_BYTES_MAX)) {
          topic.tell(atOnce);
          atOnce = new ArrayList<>();
          bytes = 0;
        }
        atOnce.add(message);
        bytes += message.line().length;
      }
    }
    topic.tell(atOnce);
    told.moveTo(entries.getLast().cursor());
    return true;
  }

  private static List<FeedTopic.Message> messages(Connection connection, FeedEntry entry)
      throws SQLException {
    Collection<byte[]> lines = new ReadFacts(connection).of(entry);
    List<FeedTopic.Message> messages = new ArrayList<>(lines.size());
    for (byte[] line : lines) {
      messages.add(
          new FeedTopic.Message(
              entry.added().store(),
              entry.cursor().toString(),
              messages.size() + 1,
              lines.size(),
              line));
    }
    return messages;
  }

  private static boolean isOfTheseBooks(Connection connection) throws SQLException {
    Optional<FeedCursor> cursor = new ToldSoFar(connection).cursor();
    return cursor.isEmpty()
        || FollowFeed.isHere(connection, cursor.get().position(), cursor.get().mark());
  }
}
