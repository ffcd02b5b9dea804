package io.tillstream.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.api.SQLParserEngine;

/**
 * Judges a statement as SQL Server would, without a SQL Server: a T-SQL grammar, words of other
 * dialects that the grammar lets pass, the types the project uses, and the house rules for
 * constraints and keys.
 */
final class TransactSql {

  private static final SQLParserEngine PARSER =
      new SQLParserEngine("SQLServer", new CacheOption(16, 64));

  /** Words that other databases understand and SQL Server does not. */
  private static final List<Pattern> FOREIGN_WORDS =
      Stream.of(
              "LIMIT",
              "RETURNING",
              "TRUE",
              "FALSE",
              "NULLS\\s+(FIRST|LAST)",
              "NOW\\s*\\(",
              "ON\\s+CONFLICT",
              "ON\\s+DUPLICATE",
              "BOOLEAN",
              "BOOL",
              "SERIAL",
              "BIGSERIAL",
              "AUTO_?INCREMENT",
              "GENERATED\\s+(ALWAYS|BY)",
              "IF\\s+(NOT\\s+)?EXISTS",
              "CREATE\\s+OR\\s+REPLACE",
              "REPLACE\\s+INTO",
              "WITHOUT\\s+ROWID",
              "USING",
              "ILIKE",
              "SUBSTR",
              "LENGTH",
              "CURRENT_DATE",
              "INTERVAL",
              "MODIFY",
              "ENGINE",
              "PRAGMA")
          .map(word -> Pattern.compile("(?i)(?<!\\w)" + word + "(?!\\w)"))
          .toList();

  private static final Pattern FOREIGN_SIGNS = Pattern.compile("\\|\\||::|`|\\$\\$|!=\\s*ANY");

  /** Every type a column may have. */
  private static final Pattern ALLOWED_TYPE =
      Pattern.compile(
          "(?i)(N?VARCHAR\\((\\d{1,4}|MAX)\\)|VARBINARY\\((\\d{1,4}|MAX)\\)|BIGINT|INT|SMALLINT|BIT|DATE"
              + "|DATETIMEOFFSET(\\(\\d\\))?|DATETIME2(\\(\\d\\))?|DECIMAL\\(\\d+,\\s*\\d+\\)|UNIQUEIDENTIFIER)");

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern UNNAMED_CONSTRAINT =
      Pattern.compile(
          "(?i)(?<!CONSTRAINT\\s{1,9}\\w{1,128}\\s{1,9})"
              + "\\b(PRIMARY\\s+KEY|UNIQUE|FOREIGN\\s+KEY|CHECK)\\b");
  private static final Pattern KEY =
      Pattern.compile("(?is).*\\b(PRIMARY\\s+KEY|UNIQUE|FOREIGN\\s+KEY)\\s*\\(([^)]*)\\).*");
  private static final Pattern ADD_COLUMN =
      Pattern.compile("(?is)ALTER\\s+TABLE\\s+\\w+\\s+ADD\\s+(?!CONSTRAINT\\b)(\\w+)\\s+(.*)");

  /**
   * Good statements that the grammar of the parser refuses: pattern → why it is good. Keep it
   * short.
   */
  private static final Map<Pattern, String> GOOD_THOUGH_REFUSED = Map.of();

  /** The grammar takes one statement in a trigger; this one may come before it. */
  private static final String QUIETLY = "  SET NOCOUNT ON\n";

  private TransactSql() {}

  /** What is wrong with a statement; empty when nothing is. */
  static List<String> faults(String statement) {
    List<String> faults = new ArrayList<>();
    String bare = QUOTED.matcher(statement).replaceAll("''");
    grammar(statement).ifPresent(faults::add);
    for (Pattern word : FOREIGN_WORDS) {
      Matcher matcher = word.matcher(bare);
      if (matcher.find()) {
        faults.add("'" + matcher.group() + "' is not T-SQL");
      }
    }
    Matcher sign = FOREIGN_SIGNS.matcher(bare);
    if (sign.find()) {
      faults.add("'" + sign.group() + "' is not T-SQL");
    }
    ReadTable.of(bare).ifPresent(table -> table(table, faults));
    Matcher added = ADD_COLUMN.matcher(bare);
    if (added.matches()) {
      column(added.group(1), added.group(2), faults);
    }
    return faults;
  }

  private static Optional<String> grammar(String statement) {
    for (Pattern good : GOOD_THOUGH_REFUSED.keySet()) {
      if (good.matcher(statement).matches()) {
        return Optional.empty();
      }
    }
    try {
      PARSER.parse(statement.replace(QUIETLY, ""), false);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("the grammar refuses it: " + e.getMessage());
    }
  }

  private static void table(ReadTable table, List<String> faults) {
    table.columns().forEach((name, definition) -> column(name, definition, faults));
    for (String constraint : table.constraints()) {
      if (UNNAMED_CONSTRAINT.matcher(constraint).find()) {
        faults.add("a constraint of " + table.name() + " has no name: " + constraint);
      }
      Matcher key = KEY.matcher(constraint);
      if (key.matches()) {
        for (String column : ReadTable.elements(key.group(2))) {
          exact(table, column, faults);
        }
      }
    }
  }

  private static void column(String name, String definition, List<String> faults) {
    String type = definition.replaceAll("\\s*\\(\\s*", "(").split("\\s+", 2)[0];
    if (!ALLOWED_TYPE.matcher(type).matches()) {
      faults.add("column " + name + " has the type " + type + ", which is not in use here");
    }
    if (UNNAMED_CONSTRAINT.matcher(definition).find()) {
      faults.add("column " + name + " has a constraint without a name");
    }
  }

  private static void exact(ReadTable table, String column, List<String> faults) {
    String definition = table.columns().get(column);
    if (definition == null) {
      faults.add("a key of " + table.name() + " names no column of it: " + column);
    } else if (definition.toUpperCase(Locale.ROOT).startsWith("NVARCHAR")
        && !definition.contains(Database.SQL_SERVER.exactCollation().strip())) {
      faults.add("key column " + table.name() + "." + column + " would not compare exactly");
    }
  }

  /** The words the deny-list knows, for the test that proves each of them is needed. */
  static Set<Pattern> goodThoughRefused() {
    return GOOD_THOUGH_REFUSED.keySet();
  }
}
