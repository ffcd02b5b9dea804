package io.tillstream.replica.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.replica.Replica;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

  @TempDir Path folder;

  @Test
  void everyScriptThatIsPackagedIsApplied() throws Exception {
    assertThat(scripts("ref")).isEqualTo(Replica.SCHEMA.scripts());
  }

  @Test
  void openingAgainChangesNothing() {
    Path file = folder.resolve("ref.db");
    for (int i = 0; i < 2; i++) {
      try (SqliteFile ref =
          SqliteFile.open(file, Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE, 1)) {
        int version =
            ref.read(session -> session.prepare("PRAGMA user_version").executeQuery().getInt(1));
        assertThat(version).isEqualTo(Replica.SCHEMA.version());
      }
    }
  }

  private static List<String> scripts(String name) throws IOException, URISyntaxException {
    URI folder = SchemaTest.class.getClassLoader().getResource("db/terminal/" + name).toURI();
    if (!folder.getScheme().equals("jar")) {
      return names(Path.of(folder));
    }
    try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
      return names(jar.getPath("db/terminal/" + name));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
