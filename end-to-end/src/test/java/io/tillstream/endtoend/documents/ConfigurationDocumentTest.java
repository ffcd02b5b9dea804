package io.tillstream.endtoend.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A setting that is not documented cannot be used, and one that is only documented misleads. */
class ConfigurationDocumentTest {

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
