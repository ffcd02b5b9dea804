package io.tillstream.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A migration script of the source tree.
 *
 * @param folder below {@code db/}: {@code store}, {@code head-office}, or a twin's such as {@code
 *     sqlserver/store}
 * @param name the file's name
 * @param text as written, with placeholders
 */
record Script(String folder, String name, String text) {

  private static final Path DB = Path.of("src/main/resources/db");

  /** The scripts of one folder, in the order of their names; none when there is no such folder. */
  static List<Script> of(String folder) {
    if (!Files.isDirectory(DB.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(DB.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(file -> new Script(folder, file.getFileName().toString(), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The statements, as {@code database} reads them, without comments. */
  List<String> statements(Database database) {
    return split(text.replace("${exact}", database.exactCollation()));
  }

  /** Cuts a text at its semicolons; those inside quotes and comments do not count. */
  static List<String> split(String text) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = endOfPart(text, at);
      String part = text.substring(at, end);
      if (part.equals(";")) {
        statements.add(statement.toString().strip());
        statement.setLength(0);
      } else {
        statement.append(part.startsWith("--") || part.startsWith("/*") ? " " : part);
      }
      at = end;
    }
    statements.add(statement.toString().strip());
    return statements.stream().filter(s -> !s.isEmpty()).toList();
  }

  private static int endOfPart(String text, int at) {
    String ending =
        text.startsWith("--", at)
            ? "\n"
            : text.startsWith("/*", at) ? "*/" : text.charAt(at) == '\'' ? "'" : "";
    int end = text.indexOf(ending, at + 1);
    return end < 0 ? text.length() : Math.max(at + 1, end + ending.length());
  }

  @Override
  public String toString() {
    return folder + "/" + name;
  }
}
