package io.tillstream.store.console;

import io.quarkus.qute.TemplateExtension;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one place where pages get their times from: as the clock on the shop's wall shows them, to
 * the second. Programs read the same moment in an attribute.
 */
@TemplateExtension
final class ShopTime {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);
  private static final Pattern ISO_INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

  private ShopTime() {}

  /** A moment for a person. */
  static String shopTime(Instant moment) {
    return FORMAT.format(moment.atZone(ZoneId.systemDefault()));
  }

  /** A moment for a person. */
  static String shopTime(String isoInstant) {
    return shopTime(Instant.parse(isoInstant));
  }

  /** The same moment for a program. */
  static String utc(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The same moment for a program. */
  static String utc(String isoInstant) {
    return utc(Instant.parse(isoInstant));
  }

  /** A sentence that was made for programs too, with its moments as a person reads them. */
  static String inShopTime(String sentence) {
    return ISO_INSTANT
        .matcher(sentence)
        .replaceAll(
            found -> {
              try {
                return shopTime(found.group());
              } catch (DateTimeException e) {
                return found.group(); // somebody's own words that only look like a moment
              }
            });
  }

  /** In which zone the shop's clocks are. */
  @TemplateExtension(namespace = "shop")
  static String zone() {
    return ZoneId.systemDefault().getId();
  }
}
