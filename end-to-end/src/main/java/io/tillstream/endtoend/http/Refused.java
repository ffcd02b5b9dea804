package io.tillstream.endtoend.http;

/** A program answered a request that should have been done with a refusal or a fault. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  Refused(String request, int status, String body) {
    super(request + " was answered " + status + (body.isBlank() ? "" : ": " + body.strip()));
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
