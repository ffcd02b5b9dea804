package io.tillstream.store.snapshot;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as RFC 9110 lets a client ask for it: one range of bytes that names its
 * beginning. Any other form is answered with the whole file, as the RFC allows.
 *
 * @param from the first byte
 * @param to the last byte
 */
record ByteRange(long from, long to) {

  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{1,15})-([0-9]{0,15})");

  /**
   * Reads the header.
   *
   * @param header or null
   * @param size of the file
   * @return empty for all of it
   * @throws ProblemException {@code range-not-satisfiable}
   */
  static Optional<ByteRange> of(String header, long size) {
    Matcher range = ONE.matcher(header == null ? "" : header.strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    long from = Long.parseLong(range.group(1));
    long to =
        range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
    if (from >= size || to < from) {
      throw ProblemException.of(
              ProblemCode.RANGE_NOT_SATISFIABLE, "the file has " + size + " bytes")
          .with("size", size);
    }
    return Optional.of(new ByteRange(from, to));
  }

  long length() {
    return to - from + 1;
  }

  /** As the answer's {@code Content-Range}. */
  String within(long size) {
    return "bytes " + from + "-" + to + "/" + size;
  }
}
