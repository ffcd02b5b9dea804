package io.tillstream.store.console;

import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A refusal as a page tells it.
 *
 * @param title in a few words
 * @param says what is wrong and what became of it, in sentences
 * @param faults what is wrong with single fields
 * @param back the page to go on from
 * @param wayBack what the link to it says
 */
record Refusal(String title, String says, List<String> faults, String back, String wayBack) {

  private static final String START = "/console";
  private static final Pattern ROW = Pattern.compile("\\blines\\[(\\d{1,6})\\]\\.(\\w+)");

  /**
   * Puts a problem into a person's words.
   *
   * @param problem as programs get it
   * @param isOfAChange whether the person wanted to change anything
   * @param from the page on which the person was, as the browser names it; or null
   */
  static Refusal of(Map<?, ?> problem, boolean isOfAChange, String from) {
    String code = String.valueOf(problem.get("code"));
    if (code.equals(ProblemCode.NOT_AUTHENTICATED.toString())) {
      return new Refusal(
          "Please log in",
          "These pages are for whoever keeps the store's books. Load the page again, and log in with"
              + " the administrator's name and password.",
          List.of(),
          START,
          "Log in");
    }
    String back = pageOf(from);
    return new Refusal(
        String.valueOf(problem.get("title")),
        sentence(what(problem))
            + (isOfAChange && !code.equals(ProblemCode.INTERNAL.toString())
                ? " Nothing was changed."
                : ""),
        faults(problem.get("errors")),
        back,
        back.equals(START)
            ? "To the overview"
            : isOfAChange ? "Back, to see how it stands now" : "Back");
  }

  static List<String> faults(Object errors) {
    return errors instanceof Collection<?> several
        ? several.stream()
            .filter(FieldError.class::isInstance)
            .map(FieldError.class::cast)
            .map(each -> where(each.field()) + " " + each.detail())
            .toList()
        : List.of();
  }

  private static String what(Map<?, ?> problem) {
    return faults(problem.get("errors")).size() > 1
        ? "Some of it cannot be right"
        : where(ShopTime.inShopTime(String.valueOf(problem.get("detail"))));
  }

  // Rows of a form are counted as people count.
  private static String where(String text) {
    return ROW.matcher(text)
        .replaceAll(row -> "row " + (Integer.parseInt(row.group(1)) + 1) + ", " + row.group(2));
  }

  static String sentence(String detail) {
    String text = detail.isEmpty() ? "It cannot be done" : detail;
    return Character.toUpperCase(text.charAt(0))
        + text.substring(1)
        + (text.endsWith(".") ? "" : ".");
  }

  // Only ever a page of the console, whatever the header says.
  private static String pageOf(String from) {
    if (from == null) {
      return START;
    }
    try {
      URI page = new URI(from);
      String path = page.getRawPath();
      return path == null || !path.startsWith(START + "/")
          ? START
          : path + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
    } catch (URISyntaxException e) {
      return START;
    }
  }
}
