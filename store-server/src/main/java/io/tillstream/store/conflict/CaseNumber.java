package io.tillstream.store.conflict;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A case's name: the epoch of the store's own documents and a count. A store that was restored from
 * a backup has begun another epoch, so that a name on an old screen never means another case.
 *
 * @param id as the database orders it
 */
record CaseNumber(long id) {

  private static final long PER_EPOCH = 1_000_000_000L;
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})-([1-9][0-9]{0,8})");

  /** The first of an epoch. */
  static CaseNumber first(int epoch) {
    return new CaseNumber(epoch * PER_EPOCH + 1);
  }

  /** The case of this name; empty when the text is no name. */
  static Optional<CaseNumber> of(String text) {
    Matcher matcher = FORM.matcher(text == null ? "" : text);
    return matcher.matches()
        ? Optional.of(
            new CaseNumber(
                Long.parseLong(matcher.group(1)) * PER_EPOCH + Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  CaseNumber next() {
    return new CaseNumber(id + 1);
  }

  @Override
  public String toString() {
    return id / PER_EPOCH + "-" + id % PER_EPOCH;
  }
}
