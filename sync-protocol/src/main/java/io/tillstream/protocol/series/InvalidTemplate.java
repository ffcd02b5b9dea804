package io.tillstream.protocol.series;

/**
 * A template that could print one number twice, or that cannot be read; the message says why in
 * words for a person.
 */
public final class InvalidTemplate extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidTemplate(String source, String why) {
    super("'" + source + "' is no series template: " + why);
  }
}
