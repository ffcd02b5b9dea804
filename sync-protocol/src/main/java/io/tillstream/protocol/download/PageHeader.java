package io.tillstream.protocol.download;

/**
 * Where a page of changes stands.
 *
 * @param incarnation the log it comes from
 * @param after the changes follow this seq (exclusive)
 * @param to the last seq it covers
 * @param head the last change that was durable when the page was cut
 */
public record PageHeader(String incarnation, long after, long to, long head) {

  /**
   * Only here may a receiver let its readers see: all of every server transaction up to {@code to}
   * is in (I5).
   */
  public boolean isCheckpoint() {
    return to == head;
  }
}
