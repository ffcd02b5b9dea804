package io.tillstream.store.start;

/** The configuration does not describe a store; the message says which setting and why. */
final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotStart(String message) {
    super(message);
  }
}
