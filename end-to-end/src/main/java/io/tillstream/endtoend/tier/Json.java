package io.tillstream.endtoend.tier;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** The one thing that a hand-written request needs from JSON. */
public final class Json {

  private Json() {}

  /** A string with its quotes. */
  public static String text(String value) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }
}
