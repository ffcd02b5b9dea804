package io.tillstream.agent.till;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks a text into lines that a narrow printer has room for: at a blank where there is one, else
 * in the middle of a word, and never in the middle of a character. Pure.
 */
final class WrapText {

  private WrapText() {}

  /** Lines of at most so many UTF-16 characters; an empty text is one empty line. */
  static List<String> at(int width, String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > 0 ? blank : width;
      if (blank <= 0 && Character.isLowSurrogate(rest.charAt(end))) {
        end--;
      }
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
