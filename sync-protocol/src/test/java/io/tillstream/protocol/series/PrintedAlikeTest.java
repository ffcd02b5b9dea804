package io.tillstream.protocol.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A template that could print what another prints is told before it prints anything (I10). */
class PrintedAlikeTest {

  private static final StoreId STORE = new StoreId("1");
  private static final List<TerminalId> TERMINALS =
      List.of(new TerminalId("1"), new TerminalId("11"), new TerminalId("R"));

  @ParameterizedTest(name = "{0} on {1} and {2} on {3}: {4}")
  @CsvSource({
    "{store}-{terminal}-{yy}-{n:6}, T1, {store}-{terminal}-{yy}-{n:6}, T2, false",
    "{store}-{terminal}-{yy}-{n:6}, T1, {store}-{terminal}-{yy}-{n:6}, T1, true",
    "{store}-{terminal}-{yy}-{n:6}, T1, {store}-{terminal}-{n:6}, T1, false",
    "{store}-{terminal}-{yy}-{epoch}-{n}, T1, {store}-{terminal}-{epoch}-{yy}-{n}, T1, true",
    "{store}-{terminal}-{yyyy}{n:4}, T1, {store}-{terminal}-{yy}{n:6}, T1, true",
    "R-{store}-{terminal}-{n}, T1, {store}-{terminal}-{n}, T1, false",
    "{store}-{terminal}-{n}, T1, {store}-{terminal}-{n}, T11, false",
    "{store}-{terminal}-{n}, T1, {store}-{terminal}.2-{n}, T1, true"
  })
  void whatCouldMeetIsTold(
      String one, String terminal, String other, String otherTerminal, boolean alike) {
    assertThat(
            SeriesTemplate.parse(one)
                .mayPrintAs(
                    SeriesTemplate.parse(other),
                    new StoreId("S1"),
                    new TerminalId(terminal),
                    new TerminalId(otherTerminal)))
        .isEqualTo(alike);
  }

  @Test
  void aWiderCounterRepeatsNothingBecauseTheCounterGoesOn() {
    SeriesTemplate narrow = SeriesTemplate.parse("{store}-{terminal}-{yy}-{n:4}");
    SeriesTemplate wide = SeriesTemplate.parse("{store}-{terminal}-{yy}-{n:8}");

    assertThat(wide.mayRepeat(narrow, STORE, TERMINALS.getFirst())).isFalse();
  }

  @Test
  void noTwoTemplatesThatArePassedEverPrintOneNumber() {
    Random random = new Random(7);
    int passed = 0;
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      SeriesTemplate one = any(random);
      SeriesTemplate other = any(random);
      TerminalId here = TERMINALS.get(random.nextInt(TERMINALS.size()));
      TerminalId there = TERMINALS.get(random.nextInt(TERMINALS.size()));
      if (one.mayPrintAs(other, STORE, here, there)) {
        refused++;
      } else {
        passed++;
        assertThat(printed(one, here))
            .as("%s on %s, %s on %s", one, here, other, there)
            .doesNotContainAnyElementsOf(printed(other, there));
      }
    }
    assertThat(passed).isGreaterThan(500);
    assertThat(refused).isGreaterThan(50);
  }

  private static Set<String> printed(SeriesTemplate template, TerminalId terminal) {
    Set<String> numbers = new HashSet<>();
    for (int epoch : new int[] {1, 2, 11}) {
      for (int year : new int[] {2011, 2026}) {
        for (long counter : new long[] {1, 2, 11, 26, 111, 1111, 26_000_001}) {
          numbers.add(
              template.print(
                  new DocumentStream(STORE, terminal, epoch), LocalDate.of(year, 1, 1), counter));
        }
      }
    }
    return numbers;
  }

  private static SeriesTemplate any(Random random) {
    while (true) {
      List<String> fields = new ArrayList<>(List.of("{store}", "{terminal}", "{n}"));
      if (random.nextBoolean()) {
        fields.add("{epoch}");
      }
      if (random.nextBoolean()) {
        fields.add(random.nextBoolean() ? "{yy}" : "{yyyy}");
      }
      Collections.shuffle(fields, random);
      String source = (random.nextInt(3) == 0 ? "R-" : "") + String.join("-", fields);
      Optional<SeriesTemplate> template = parsed(source);
      if (template.isPresent()) {
        return template.get();
      }
    }
  }

  private static Optional<SeriesTemplate> parsed(String source) {
    try {
      return Optional.of(SeriesTemplate.parse(source));
    } catch (InvalidTemplate refused) {
      return Optional.empty();
    }
  }
}
