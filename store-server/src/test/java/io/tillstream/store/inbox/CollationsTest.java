package io.tillstream.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * H2 has one collation and lets pass what SQL Server refuses (451): columns of two collations in
 * one column of a UNION.
 */
class CollationsTest {

  private static final Path SCRIPTS = Path.of("../migrations/src/main/resources/db/store");
  private static final Pattern TEXT_COLUMN =
      Pattern.compile(
          "(?:CREATE TABLE (?<made>\\w+))|(?:ALTER TABLE (?<altered>\\w+) ADD )"
              + "|(?<column>\\w+) NVARCHAR\\(\\w+\\)(?<exact>\\$\\{exact\\})?");
  private static final Pattern TABLE = Pattern.compile("(?:FROM|JOIN) (\\w+) (\\w)\\b");
  private static final Pattern SELECTED =
      Pattern.compile("(\\w)\\.(\\w+)(?: AS (\\w+))?(?=[,\\s])");

  @Test
  void whatIsReadTogetherComparesAlike() throws IOException {
    comparesAlike(ReadNotes.NOTED);
    comparesAlike(ReadNotes.HELD_BACK);
  }

  private static void comparesAlike(String union) throws IOException {
    Map<String, Boolean> isExact = textColumns();
    Map<String, Set<Boolean>> collations = new TreeMap<>();
    for (String question : union.split("UNION ALL", -1)) {
      Map<String, String> tables = new HashMap<>();
      TABLE.matcher(question).results().forEach(each -> tables.put(each.group(2), each.group(1)));
      String selected = question.substring(0, question.indexOf("FROM " + tables.get("n")));
      for (String each : selected.split(",\\s+", -1)) {
        Matcher column = SELECTED.matcher(each + " ");
        if (column.lookingAt()) {
          Boolean exact = isExact.get(tables.get(column.group(1)) + "." + column.group(2));
          if (exact != null) {
            String name = column.group(3) == null ? column.group(2) : column.group(3);
            collations.computeIfAbsent(name, any -> new TreeSet<>()).add(exact);
          }
        }
      }
    }

    assertThat(collations.keySet()).contains("entity", "row_key", "key_there", "words", "parent");
    assertThat(collations).allSatisfy((name, found) -> assertThat(found).as(name).hasSize(1));
  }

  /** By table and column, whether it compares letter for letter. */
  private static Map<String, Boolean> textColumns() throws IOException {
    Map<String, Boolean> columns = new HashMap<>();
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.toList()) {
        String table = "";
        Matcher found = TEXT_COLUMN.matcher(Files.readString(script));
        while (found.find()) {
          if (found.group("column") == null) {
            table = found.group("made") == null ? found.group("altered") : found.group("made");
          } else {
            columns.put(table + "." + found.group("column"), found.group("exact") != null);
          }
        }
      }
    }
    return columns;
  }
}
