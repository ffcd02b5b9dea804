package io.tillstream.store.console;

import io.quarkus.qute.TemplateExtension;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What programs read by a code, as a person reads it. */
@TemplateExtension
final class InWords {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private InWords() {}

  /** {@code received-short}: received short. */
  static String inWords(Object code) {
    return code.toString().replace('-', ' ');
  }

  /** The same as the beginning of a line. */
  static String asTitle(Object code) {
    String words = inWords(code);
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** A day for a person. */
  static String day(String isoDate) {
    return DAY.format(LocalDate.parse(isoDate));
  }

  /** A day for a person. */
  static String day(LocalDate date) {
    return DAY.format(date);
  }
}
