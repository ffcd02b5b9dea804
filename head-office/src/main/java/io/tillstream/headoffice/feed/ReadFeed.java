package io.tillstream.headoffice.feed;

import io.tillstream.headoffice.database.Database;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads pages of the feed. Thread-safe. */
@Singleton
class ReadFeed {

  private final Database database;
  private final FeedConfig config;

  ReadFeed(Database database, FeedConfig config) {
    this.database = database;
    this.config = config;
  }

  /**
   * What a job is told.
   *
   * @param next where it stands when it has this page; empty while there is nothing at all
   * @param head the newest position
   * @param lines the facts
   */
  record Page(Optional<FeedCursor> next, long head, List<byte[]> lines) {

    /** The last position that the page covers. */
    long position() {
      return next.map(FeedCursor::position).orElse(0L);
    }
  }

  /**
   * The facts after a place. What is told is on disk: a power cut takes nothing back that a job was
   * told (I1).
   *
   * @param after empty to begin
   * @throws ProblemException {@code cursor-refused} when these books have another history, or none,
   *     at that place
   */
  Page after(Optional<FeedCursor> after, int factsMax) throws SQLException {
    Page page = database.reading(connection -> read(connection, after, factsMax));
    return page.next().equals(after) ? page : database.durably(connection -> page);
  }

  private Page read(Connection connection, Optional<FeedCursor> after, int factsMax)
      throws SQLException {
    long head = FollowFeed.head(connection);
    if (after.isPresent()
        && !FollowFeed.isHere(connection, after.get().position(), after.get().mark())) {
      throw ProblemException.of(
              ProblemCode.CURSOR_REFUSED,
              "head office's books do not hold position %d as this cursor names it, because they"
                      .formatted(after.get().position())
                  + " were put back to a backup since: take back what came after an older cursor"
                  + " and go on from that one, or begin without a cursor")
          .with("head", head);
    }
    List<FeedEntry> entries =
        FeedEntry.page(
            FeedEntry.after(
                connection, after.map(FeedCursor::position).orElse(0L), config.pagePositions()),
            factsMax,
            config.pageBytes());
    List<byte[]> lines = new ArrayList<>();
    for (FeedEntry entry : entries) {
      lines.addAll(new ReadFacts(connection).of(entry));
    }
    return entries.isEmpty()
        ? new Page(after, Math.max(head, after.map(FeedCursor::position).orElse(0L)), lines)
        : new Page(
            Optional.of(entries.getLast().cursor()),
            Math.max(head, entries.getLast().cursor().position()),
            lines);
  }
}
