package io.tillstream.protocol.download;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Where a receiver stands in a change log.
 *
 * @param incarnation one unbroken life of the log, or null before the first page
 * @param seq the last change held; 0 before the first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Cursor(String incarnation, long seq) {

  /** Before the first page. */
  public static final Cursor START = new Cursor(null, 0);
}
