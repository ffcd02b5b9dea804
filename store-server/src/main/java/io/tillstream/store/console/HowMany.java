package io.tillstream.store.console;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** Numbers of things as a person says them: one case, two cases. */
@TemplateExtension
final class HowMany {

  private HowMany() {}

  /** So many of them. */
  static String of(Number count, String one, String many) {
    return grouped(count) + " " + (count.longValue() == 1 ? one : many);
  }

  /** A number that the eye can take in: 12,345. */
  static String grouped(Number count) {
    return String.format(Locale.ROOT, "%,d", count.longValue());
  }
}
