package io.tillstream.headoffice.feed;

import io.tillstream.protocol.identity.StoreId;
import java.util.List;

/** The topic in which replication jobs that do not want to ask are told the feed. */
public interface FeedTopic {

  /**
   * A fact, as it stands in the feed.
   *
   * @param store its key
   * @param cursor of a job that has this position whole
   * @param number which one of the position's facts, from 1
   * @param of how many the position has
   * @param line the fact
   */
  @SuppressWarnings("ArrayRecordComponent") // the bytes as they travel; nobody compares messages
  record Message(StoreId store, String cursor, int number, int of, byte[] line) {}

  /**
   * Tells them in this order, and returns when each is kept: after the one before it.
   *
   * @throws Away when that is not certain of all; any of them may be kept all the same
   */
  void tell(List<Message> messages);

  /** The topic takes nothing now. */
  final class Away extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For this reason. */
    public Away(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
