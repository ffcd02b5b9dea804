package io.tillstream.protocol.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No two receipts share a number, in whatever year they were printed (I10). */
class UniqueNumberPropertyTest {

  /** Names that are parts of each other, and of prefixes: what could be taken for one another. */
  private static final List<String> NAMES =
      List.of("1", "11", "111", "R", "W", "S1", "S11", "26", "2026", "1R", "G", "0", "00");

  private static final int[] EPOCHS = {1, 2, 11, 26, 111, Integer.MAX_VALUE};
  private static final long[] COUNTERS = {1, 2, 11, 26, 111, 999_999, 1_000_000, 11_111_111};
  private static final int[] YEARS = {2011, 2026, 2111};

  @Test
  void standardTemplatesNeverPrintAlikeAcrossStoresTerminalsEpochsAndTypes() {
    Map<String, String> printed = new HashMap<>();
    for (DocumentType type : DocumentType.values()) {
      printAll(SeriesTemplate.standard(type), type.toString(), printed);
    }
    assertThat(printed).hasSizeGreaterThan(DocumentType.values().length * NAMES.size());
  }

  @Test
  void noTemplateThatIsAcceptedPrintsTwoReceiptsAlike() {
    List<SeriesTemplate> accepted = acceptedTemplates();

    accepted.forEach(template -> printAll(template, "", new HashMap<>()));
    assertThat(accepted).as("templates that were tried").hasSizeGreaterThan(50);
  }

  @Test
  void longestNumberHasRoomInADatabase() {
    DocumentStream longest =
        new DocumentStream(new StoreId("WWWWWWWW"), new TerminalId("WWWWWWWW"), Integer.MAX_VALUE);
    LocalDate day = LocalDate.of(2026, 11, 20);

    assertThat(acceptedTemplates())
        .allSatisfy(
            template ->
                assertThat(template.print(longest, day, Long.MAX_VALUE))
                    .hasSizeLessThanOrEqualTo(SeriesTemplate.NUMBER_LENGTH_MAX));
  }

  private static List<SeriesTemplate> acceptedTemplates() {
    Random random = new Random(4);
    return Stream.generate(() -> accepted(anyTemplate(random)))
        .limit(1_500)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<SeriesTemplate> accepted(String source) {
    try {
      return Optional.of(SeriesTemplate.parse(source));
    } catch (InvalidTemplate refused) {
      return Optional.empty();
    }
  }

  private static void printAll(
      SeriesTemplate template, String series, Map<String, String> printed) {
    for (String store : NAMES) {
      for (String terminal : NAMES) {
        for (int epoch : EPOCHS) {
          DocumentStream stream =
              new DocumentStream(new StoreId(store), new TerminalId(terminal), epoch);
          for (long counter : COUNTERS) {
            for (int year : YEARS) {
              String number = template.print(stream, LocalDate.of(year, 1, 1), counter);
              String receipt =
                  new DocumentKey(stream.store(), stream.terminal(), epoch, counter) + series;
              String other = printed.putIfAbsent(number, receipt);
              if (other != null && !other.equals(receipt)) {
                throw new AssertionError(
                    template + " prints " + number + " for " + other + " and " + receipt);
              }
            }
          }
        }
      }
    }
  }

  /**
   * The needed placeholders and perhaps epoch and years, in any order, with or without text
   * between.
   */
  private static String anyTemplate(Random random) {
    List<String> fields = new ArrayList<>(List.of("{store}", "{terminal}"));
    if (random.nextInt(3) != 0) {
      fields.add("{epoch}");
    }
    fields.add(random.nextBoolean() ? "{n}" : "{n:" + (1 + random.nextInt(18)) + "}");
    if (random.nextInt(3) == 0) {
      fields.add("{yy}");
    }
    if (random.nextInt(5) == 0) {
      fields.add("{yyyy}");
    }
    Collections.shuffle(fields, random);
    StringBuilder template = new StringBuilder(text(random));
    for (String field : fields) {
      template.append(field).append(text(random));
    }
    return template.toString();
  }

  private static String text(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "/";
      case 2 -> ".";
      case 3 -> random.nextInt(4) == 0 ? "1" : "";
      default -> "-";
    };
  }
}
