package io.tillstream.agent.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.journal.Entry;
import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody begins to count while the terminal is cut off (I9). */
class MarkCountTest {

  private static final Instant MORNING = Instant.parse("2026-12-10T09:00:00Z");

  @TempDir Path folder;

  private final SmallStore store = new SmallStore();
  private TestTerminal terminal;

  /** It was enrolled before there were counts: nobody has granted it a series for marks. */
  @BeforeEach
  void enrolAndCutOff() {
    TestTerminal.enrolled(store, folder).close();
    store.close();
    terminal = TestTerminal.reopened(folder, () -> MORNING);
  }

  @AfterEach
  void close() {
    terminal.close();
  }

  @Test
  void aMarkStandsBetweenWhatIsInTheCountAndWhatIsNot() {
    terminal.sells("a", "LAMP", 1);
    Document mark = terminal.marksCount("m", "spring-26").document();
    Document after = terminal.sells("b", "LAMP", 1).document();

    assertThat(mark.type()).isEqualTo(DocumentType.COUNT_MARK);
    assertThat(mark.n()).isEqualTo(2);
    assertThat(mark.count()).isEqualTo(CountDetails.mark("spring-26"));
    assertThat(mark.number()).isEqualTo("CM-S1-T1-26-1-000001");
    assertThat(mark.offline()).isTrue();
    assertThat(mark.lines()).isEmpty();
    assertThat(after.n()).isEqualTo(3);
    assertThat(Receipt.of(mark, ZoneOffset.UTC)).contains("COUNT MARK", "Count spring-26");
  }

  @Test
  void askedForAgainItIsTheSameMark() {
    Document first = terminal.marksCount("m", "spring-26").document();

    Entry again = terminal.marksCount("m", "spring-26");

    assertThat(again.fresh()).isFalse();
    assertThat(again.document()).isEqualTo(first);
    assertThatThrownBy(() -> terminal.marksCount("m", "autumn-26"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.REFERENCE_REUSED));
  }

  @Test
  void aCountWithoutAProperNameIsNotMarked() {
    for (String count : new String[] {"", "a b", "ä", "x".repeat(25)}) {
      assertThatThrownBy(() -> terminal.marksCount("m", count))
          .isInstanceOf(ProblemException.class);
    }
    assertThat(terminal.journal.head().position()).isZero();
  }

  @Test
  void aMarkIsCountedInTheDayCloseAndCannotBeVoided() {
    terminal.sells("a", "LAMP", 1);
    Document mark = terminal.marksCount("m", "spring-26").document();

    assertThatThrownBy(() -> terminal.voids("v", mark.number()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.NOT_VOIDABLE));
    assertThat(terminal.closesDay("z").document().closes().types())
        .anySatisfy(of -> assertThat(of.type()).isEqualTo(DocumentType.COUNT_MARK));
  }
}
