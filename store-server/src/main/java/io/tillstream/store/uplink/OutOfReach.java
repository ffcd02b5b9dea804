package io.tillstream.store.uplink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/** Says in words for a person why head office gave no answer. Stateless. */
final class OutOfReach {

  private OutOfReach() {}

  /**
   * In words.
   *
   * @param failure of a request; exceptions of the HTTP client often have no message
   * @param asked where
   */
  static String words(IOException failure, URI asked) {
    return switch (failure) {
      case HttpConnectTimeoutException slow ->
          "no connection to " + asked.getAuthority() + " in time";
      case HttpTimeoutException slow -> "no answer in time";
      case ConnectException refused -> "nothing answers at " + asked.getAuthority();
      default -> failure.getMessage() == null ? "the connection broke" : failure.getMessage();
    };
  }
}
