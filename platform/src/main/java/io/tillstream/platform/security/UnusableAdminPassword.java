package io.tillstream.platform.security;

/** Nobody could log in, or anybody: the message says what to do about the password file. */
final class UnusableAdminPassword extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableAdminPassword(String message) {
    super(message);
  }

  UnusableAdminPassword(String message, Throwable cause) {
    super(message, cause);
  }
}
