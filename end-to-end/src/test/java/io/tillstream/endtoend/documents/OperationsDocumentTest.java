package io.tillstream.endtoend.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A technician types what is written, at the root of a checkout that was built. */
class OperationsDocumentTest {

  private static final Pattern PROGRAM = Pattern.compile("java -jar (\\S+)");
  private static final Pattern CLASS_PATH = Pattern.compile("java -cp (\\S+)/\\S+\\.jar");

  @ParameterizedTest
  @ValueSource(strings = {"docs/OPERATIONS.md", "README.md"})
  void everyProgramThatIsStartedIsWhereTheBuildPutsIt(String document) {
    List<String> programs = found(PROGRAM, document);

    assertThat(programs).isNotEmpty();
    assertThat(programs).allMatch(each -> Files.isRegularFile(Project.ROOT.resolve(each)));
  }

  @Test
  void everyClassPathIsWhereTheBuildPutsIt() {
    List<String> folders = found(CLASS_PATH, "docs/OPERATIONS.md");

    assertThat(folders).isNotEmpty();
    assertThat(folders).allMatch(each -> Files.isDirectory(Project.ROOT.resolve(each)));
  }

  private static List<String> found(Pattern pattern, String document) {
    return pattern
        .matcher(Project.text(document))
        .results()
        .map(command -> command.group(1))
        .toList();
  }
}
