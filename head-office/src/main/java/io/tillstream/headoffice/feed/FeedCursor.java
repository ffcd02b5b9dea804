package io.tillstream.headoffice.feed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the feed, as a job keeps it: a position, and the mark that this position has in this
 * history of the books and in no other.
 *
 * @param position the last that the job has
 * @param mark made up at random when the position was given
 */
record FeedCursor(long position, String mark) {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})\\.([0-9A-Za-z-]{1,36})");

  /** Reads what a job kept; empty when it never was a cursor. */
  static Optional<FeedCursor> of(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new FeedCursor(Long.parseLong(parts.group(1)), parts.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return position + "." + mark;
  }
}
