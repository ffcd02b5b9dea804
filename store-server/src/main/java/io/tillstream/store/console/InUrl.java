package io.tillstream.store.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What people have typed, as a part of an address. */
final class InUrl {

  private InUrl() {}

  static String of(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
