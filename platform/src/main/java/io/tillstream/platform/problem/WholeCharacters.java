package io.tillstream.platform.problem;

/** Texts of others, made fit to be sent. Half of a surrogate pair has no UTF-8. */
public final class WholeCharacters {

  private static final int REPLACEMENT = 0xFFFD;

  private WholeCharacters() {}

  /** The same text, with a replacement character for every half of one. */
  public static String of(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
