package io.tillstream.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalSchemaTest {

  @Test
  void everyScriptThatIsPackagedIsApplied() throws Exception {
    assertThat(JournalSchema.TXN.scripts()).containsExactlyInAnyOrderElementsOf(scripts("txn"));
  }

  private static List<String> scripts(String name) throws IOException, URISyntaxException {
    URI folder =
        JournalSchemaTest.class.getClassLoader().getResource("db/terminal/" + name).toURI();
    if (!folder.getScheme().equals("jar")) {
      return names(Path.of(folder));
    }
    try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
      return names(jar.getPath("db/terminal/" + name));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted(Comparator.comparingInt(JournalSchemaTest::number))
          .toList();
    }
  }

  private static int number(String script) {
    return Integer.parseInt(script.substring(1, script.indexOf('_')));
  }
}
