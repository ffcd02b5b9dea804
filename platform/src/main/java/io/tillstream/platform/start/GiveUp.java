package io.tillstream.platform.start;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Ends a program that cannot start: one line that says why, and exit code 1. For start-up only:
 * nothing is closed, as after a kill.
 */
public final class GiveUp {

  private static final Logger LOG = Logger.getLogger(GiveUp.class);

  private GiveUp() {}

  /** Says why, and does not return. */
  public static void because(String why) {
    String program = ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
    LOG.fatalf("The %s cannot start: %s", program.replace('-', ' '), why);
    Runtime.getRuntime().halt(1);
  }

  /** Says what the database has against it, and does not return. */
  public static void because(Exception ofTheDatabase) {
    because("the database cannot be used: " + inOneLine(ofTheDatabase));
  }

  /** The first line of what began it all; the rest is for those who read stack traces. */
  static String inOneLine(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.toString() : message.lines().findFirst().orElse(root.toString());
  }
}
