package io.tillstream.store.uplink;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A way to head office on which nobody waits long. */
record QuickWay(Optional<URI> url, int envelopeRecordsMax, Duration answerWithin)
    implements UplinkConfig {

  static final String CREDENTIAL = "secret";

  QuickWay(Optional<URI> url, int envelopeRecordsMax) {
    this(url, envelopeRecordsMax, Duration.ofSeconds(5));
  }

  @Override
  public CarrierName carrier() {
    return CarrierName.HTTPS;
  }

  @Override
  public Optional<String> credential() {
    return Optional.of(CREDENTIAL);
  }

  @Override
  public int envelopeBytesMax() {
    return 100_000;
  }

  @Override
  public Duration poll() {
    return Duration.ofMillis(5);
  }

  @Override
  public Duration connectWithin() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Duration restShortest() {
    return Duration.ofMillis(10);
  }

  @Override
  public Duration restLongest() {
    return Duration.ofMillis(50);
  }
}
