package io.tillstream.endtoend.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An invariant whose test was renamed away is no longer proved by anything. */
class InvariantsDocumentTest {

  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][A-Za-z0-9]+)\\.([a-z][A-Za-z0-9]+)`");

  // Cells of a row, counted from 0.
  private static final int STATE = 2;
  private static final int CHANGES = 4;

  private final String document = Project.text("docs/INVARIANTS.md");

  @Test
  void everyTestThatIsNamedExists() {
    Map<String, String> sources =
        Project.sources("src/test/java", file -> file.toString().endsWith(".java")).stream()
            .collect(
                Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""),
                    Project::read,
                    (one, other) -> one + other));
    List<MatchResult> named = NAMED.matcher(document).results().toList();

    List<String> missing = new ArrayList<>();
    for (MatchResult test : named) {
      String source = sources.getOrDefault(test.group(1), "");
      if (!source.contains(" " + test.group(2) + "(")) {
        missing.add(test.group());
      }
    }

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  /** A change to the code that no test is seen to fail by proves nothing. */
  @Test
  void everyChangeToTheCodeNamesTheTestThatThenFails() {
    Map<String, String> rows = rows();
    List<String> unnamed = new ArrayList<>();
    rows.forEach(
        (invariant, row) -> {
          List<String> cells = List.of(row.split("(?<= )\\|", -1));
          for (String change : cells.get(CHANGES).split("; ", -1)) {
            if (!NAMED.matcher(change).find()
                && (!change.isBlank() || cells.get(STATE).strip().startsWith("Proved"))) {
              unnamed.add(invariant + ": " + change);
            }
          }
        });

    assertThat(unnamed).isEmpty();
  }

  @Test
  void everyInvariantHasARow() {
    assertThat(rows().keySet())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 24)
                .boxed()
                .map((Function<Integer, String>) i -> "I" + i)
                .toList());
  }

  private Map<String, String> rows() {
    return Pattern.compile("^\\| (I\\d+) \\|.*$", Pattern.MULTILINE)
        .matcher(document)
        .results()
        .collect(Collectors.toMap(row -> row.group(1), MatchResult::group, (a, b) -> a + b));
  }
}
