package io.tillstream.endtoend.fuzz;

import java.util.SplittableRandom;

/** Spoils path and query of one request. */
final class SpoilTarget {

  /** Beyond this the HTTP layer may answer by itself, without saying much. */
  static final int LINE_BYTES_LEGIBLE = 32_000;

  private final SplittableRandom random;
  private String how;
  private boolean legible = true;

  SpoilTarget(SplittableRandom random) {
    this.random = random;
  }

  String of(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String rest = query < 0 ? "" : target.substring(query);
    int which = random.nextInt(17);
    how = "target " + which;
    return switch (which) {
      case 0 -> path + "%zz" + rest;
      case 1 -> path + "%" + rest;
      case 2 -> path + "/../.." + path + rest;
      case 3 -> "/" + path + rest;
      case 4 -> path + "/" + rest;
      case 5 -> path + ";a=b" + rest;
      case 6 -> path + "%00" + rest;
      case 7 -> path + "/" + Odd.parameter(random) + rest;
      case 8, 9 -> segment(path) + rest;
      case 10 -> path + "/" + "p".repeat(random.nextInt(12_000));
      case 11 -> {
        legible = false;
        yield path + "/" + "p".repeat(LINE_BYTES_LEGIBLE + random.nextInt(60_000));
      }
      case 12 -> path + (rest.isEmpty() ? "?" : rest + "&") + "after=" + Odd.parameter(random);
      case 13 -> path + (rest.isEmpty() ? "?" : rest + "&") + "limit=" + Odd.parameter(random);
      case 14 -> path + values(rest);
      case 15 -> "/" + path.substring(1).replace("/", "%2F") + rest;
      default -> {
        legible = false; // a target begins with a slash
        yield path.replace("/", "%2F") + rest;
      }
    };
  }

  private String segment(String path) {
    String[] segments = path.split("/", -1);
    segments[random.nextInt(Math.min(1, segments.length - 1), segments.length)] =
        Odd.parameter(random);
    return String.join("/", segments);
  }

  // Another value for each parameter there is, and one that is not UTF-8.
  private String values(String query) {
    return query.isEmpty() ? "?x=%ff%fe" : query.replaceAll("=[^&]*", "=" + Odd.parameter(random));
  }

  String how() {
    return how;
  }

  boolean isLegible() {
    return legible;
  }
}
