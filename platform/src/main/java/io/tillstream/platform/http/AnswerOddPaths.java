package io.tillstream.platform.http;

/**
 * Lets paths that cannot be decoded come as far as this program's own refusals: by itself the HTTP
 * layer answers them without a word.
 */
public final class AnswerOddPaths {

  private AnswerOddPaths() {}

  /** To be said before anything of the HTTP layer is loaded, first thing in {@code main}. */
  public static void ourselves() {
    System.setProperty("vertx.disableURIValidation", "true");
  }
}
