package io.tillstream.protocol.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal found when it last compared its reference data with the store's, as it says so in
 * a header: {@code 1204 agrees 0 sums 3600000 6f1c0f5e-…}.
 *
 * @param seq the checkpoint at which both were compared
 * @param result in a word
 * @param differing in how many buckets they differed
 * @param thorough whether every row was read, or the sums alone
 * @param age how long ago
 * @param incarnation of the change log
 */
public record Verified(
    long seq, String result, int differing, boolean thorough, Duration age, String incarnation) {

  private static final Pattern TEXT =
      Pattern.compile(
          "([0-9]{1,18}) ([a-z-]{1,24}) ([0-9]{1,4}) (rows|sums) ([0-9]{1,15})"
              + " ([0-9A-Za-z-]{1,64})");

  /** Reads what {@link #toString} wrote; empty when it is something else. */
  public static Optional<Verified> read(String text) {
    Matcher parts = TEXT.matcher(text == null ? "" : text);
    return parts.matches()
        ? Optional.of(
            new Verified(
                Long.parseLong(parts.group(1)),
                parts.group(2),
                Integer.parseInt(parts.group(3)),
                parts.group(4).equals("rows"),
                Duration.ofMillis(Long.parseLong(parts.group(5))),
                parts.group(6)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return seq
        + " "
        + result
        + " "
        + differing
        + (thorough ? " rows " : " sums ")
        + Math.max(0, age.toMillis())
        + " "
        + incarnation;
  }
}
