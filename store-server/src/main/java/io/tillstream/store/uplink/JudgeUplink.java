package io.tillstream.store.uplink;

import java.net.URI;
import java.util.Optional;

/** Whether the settings describe a way to head office. Pure; thread-safe. */
public final class JudgeUplink {

  private JudgeUplink() {}

  /** What is wrong, without the values: they may hold a secret. Empty when nothing is. */
  public static Optional<String> fault(UplinkConfig config) {
    if (config.url().isPresent() && !isAddress(config.url().get())) {
      return Optional.of(
          "tillstream.uplink.url: an address begins with http:// or https://, then the host, such"
              + " as https://office.example:7100");
    }
    if (config.carrier() == UplinkConfig.CarrierName.KAFKA && config.credential().isEmpty()) {
      return Optional.of(
          "tillstream.uplink.credential: it seals what goes over the broker; head office issues it");
    }
    // Anything else could not stand in a header, and the HTTP client would print it.
    boolean issued = config.credential().map(text -> text.matches("[!-~]+")).orElse(true);
    return issued
        ? Optional.empty()
        : Optional.of("tillstream.uplink.credential: this is not what head office issued");
  }

  private static boolean isAddress(URI url) {
    return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
        && url.getHost() != null;
  }
}
