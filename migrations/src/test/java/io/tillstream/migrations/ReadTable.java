package io.tillstream.migrations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code CREATE TABLE} says, read just far enough to judge columns and constraints.
 *
 * @param name the table's
 * @param columns name → definition, in order
 * @param constraints everything that is not a column
 */
record ReadTable(String name, Map<String, String> columns, List<String> constraints) {

  private static final Pattern CREATE =
      Pattern.compile("(?is)CREATE\\s+TABLE\\s+(\\w+)\\s*\\((.*)\\)");
  private static final Set<String> CONSTRAINT_WORDS =
      Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK");

  /** Empty when the statement creates no table. */
  static Optional<ReadTable> of(String statement) {
    Matcher create = CREATE.matcher(statement);
    if (!create.matches()) {
      return Optional.empty();
    }
    Map<String, String> columns = new LinkedHashMap<>();
    List<String> constraints = new ArrayList<>();
    for (String element : elements(create.group(2))) {
      String[] words = element.split("\\s+", 2);
      if (words.length < 2 || CONSTRAINT_WORDS.contains(words[0].toUpperCase(Locale.ROOT))) {
        constraints.add(element);
      } else {
        columns.put(words[0], words[1]);
      }
    }
    return Optional.of(new ReadTable(create.group(1), columns, constraints));
  }

  /** Cuts a list at its outermost commas. */
  static List<String> elements(String list) {
    List<String> elements = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= list.length(); i++) {
      char c = i == list.length() ? ',' : list.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth == 0 || i == list.length())) {
        elements.add(list.substring(start, i).strip());
        start = i + 1;
      }
    }
    return elements;
  }
}
