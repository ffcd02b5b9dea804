package io.tillstream.endtoend.documents;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.program.Packaged;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A setting that is not documented cannot be used, and one that is only documented misleads. */
class ConfigurationDocumentTest {

  private static final int NEWEST_JAVA = 25;
  private static final Pattern FLAG = Pattern.compile("-X[A-Za-z0-9:+=…]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+[mk]?$");

  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
  private static final Pattern SETTING =
      Pattern.compile("(?:@WithDefault\\(\"([^\"]*)\"\\)\\s+)?[A-Za-z<>]+ ([a-z][A-Za-z]*)\\(\\);");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| [^|]+ \\| `(tillstream\\.[a-z0-9.-]+)` \\| ([^|]+) \\|", Pattern.MULTILINE);

  @Test
  void everySettingIsDocumentedWithItsDefaultAndNoOther() {
    Map<String, String> documented = documented();
    // Read with @ConfigProperty, by more than one program.
    documented.remove("tillstream.data");
    documented.remove("tillstream.admin.password");
    documented.remove("tillstream.http.body-max-bytes");

    assertThat(documented).isEqualTo(inTheCode());
  }

  @Test
  void memoryFlagsAreThoseTheProgramsAreStartedWithAndEachIsExplained() {
    String memory =
        Project.text("docs/CONFIG.md").split("\n## Memory\n", -1)[1].split("\n## ", -1)[0];
    Set<String> flags = new TreeSet<>();
    for (Packaged program : Packaged.values()) {
      String given = program.memoryOn(NEWEST_JAVA);
      assertThat(memory).contains("| %s | `%s` |".formatted(program.module(), given));
      flags.addAll(List.of(given.split(" ", -1)));
    }

    for (String flag : flags) {
      assertThat(memory).contains("| `" + NUMBER.matcher(flag).replaceFirst("…") + "` |");
    }
    assertThat(memory).contains("| `MALLOC_ARENA_MAX=2` |");
    Set<String> documented =
        FLAG.matcher(memory).results().map(MatchResult::group).collect(toSet());
    documented.removeIf(flag -> flag.endsWith("…"));
    assertThat(documented).isEqualTo(flags);
  }

  private static Map<String, String> inTheCode() {
    Map<String, String> settings = new TreeMap<>();
    Project.sources("src/main/java", file -> file.toString().endsWith("Config.java"))
        .forEach(
            file -> {
              String source = Project.read(file).replaceAll("(?s)/\\*\\*.*?\\*/", "");
              Matcher prefix = PREFIX.matcher(source);
              assertThat(prefix.find()).as("%s maps a prefix", file).isTrue();
              Matcher setting = SETTING.matcher(source);
              while (setting.find()) {
                String standard = setting.group(1) == null ? "none" : setting.group(1);
                settings.put(
                    prefix.group(1) + "." + kebab(setting.group(2)),
                    standard.toLowerCase(Locale.ROOT));
              }
            });
    assertThat(settings).hasSizeGreaterThan(20);
    return settings;
  }

  private static Map<String, String> documented() {
    Map<String, String> settings = new TreeMap<>();
    Matcher row = ROW.matcher(Project.text("docs/CONFIG.md"));
    while (row.find()) {
      settings.put(row.group(1), row.group(2).replace("`", "").strip().toLowerCase(Locale.ROOT));
    }
    return settings;
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
