package io.tillstream.store.enrolment;

import io.tillstream.platform.security.Credential;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The form of a code: eight of 32 letters and digits that are hard to mistake, 40 random bits, read
 * out as {@code 7KQ4-M2XP}. Thread-safe.
 */
final class CodeText {

  private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private CodeText() {}

  static String make() {
    StringBuilder code = new StringBuilder(LENGTH + 1);
    for (int i = 0; i < LENGTH; i++) {
      code.append(i == LENGTH / 2 ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(32)));
    }
    return code.toString();
  }

  /** What is stored of a code, however a person typed it. */
  static byte[] hash(String typed) {
    return Credential.hash(typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
  }
}
