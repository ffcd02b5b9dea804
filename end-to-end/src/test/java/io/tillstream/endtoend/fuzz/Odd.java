package io.tillstream.endtoend.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Values that nobody expects. */
final class Odd {

  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "00",
          "1.5",
          "1e9",
          "NaN",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999",
          "true",
          "null",
          "''",
          "\"",
          "*/*",
          "text/html",
          "application/json",
          "*",
          "a,b;c=d",
          "../..",
          "$ref",
          "%s%n",
          "' OR 1=1 --",
          "<script>",
          "2026-13-45T99:99:99Z",
          "-1000000000-01-01T00:00:00Z",
          "127.0.0.1",
          "evil.example",
          "\u00ff\u00fe",
          "bytes=0-",
          "0-0,5-2",
          "18446744073709551616");

  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "-1",
          "0",
          "1e400",
          "1.0000000000000000001",
          "\"\"",
          "\"x\"",
          "9223372036854775808",
          "-9223372036854775809",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "[[[]]]",
          "{\"a\":{\"b\":[1]}}",
          "\"\u202e\"",
          "1E-400",
          "\"9999999999999999999\"",
          "NaN",
          "\"2026-02-30\"",
          "[null]",
          "\"S1/T1/99\"",
          "\"S9/T9/1\"");

  private Odd() {}

  static String header(SplittableRandom random) {
    return random.nextInt(8) == 0
        ? "x".repeat(random.nextInt(6_000))
        : VALUES.get(random.nextInt(VALUES.size()));
  }

  /** For a path or a query; escaped, so that it arrives. */
  static String parameter(SplittableRandom random) {
    String value = header(random);
    StringBuilder escaped = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b >= 0 && Character.isLetterOrDigit(b);
      escaped.append(plain ? "" + (char) b : "%%%02X".formatted(b & 0xff));
    }
    return escaped.toString();
  }

  static String json(SplittableRandom random) {
    return random.nextInt(10) == 0
        ? '"' + "y".repeat(random.nextInt(70_000)) + '"'
        : JSON.get(random.nextInt(JSON.size()));
  }
}
