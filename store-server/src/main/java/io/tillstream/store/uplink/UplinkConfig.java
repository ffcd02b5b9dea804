package io.tillstream.store.uplink;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tillstream.protocol.wire.Protocol;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The way to head office. Without one the store keeps its facts and waits. */
@ConfigMapping(prefix = "tillstream.uplink")
public interface UplinkConfig {

  /** What carries the facts up. */
  @WithDefault("https")
  CarrierName carrier();

  /** The carriers there are. A file may be carried by hand beside any of them. */
  enum CarrierName {
    /** Straight to head office's address. */
    HTTPS,
    /** By way of a message broker. */
    KAFKA
  }

  /** Head office's address, such as {@code https://office.example:7100}. */
  Optional<URI> url();

  /** What head office issued for this store. */
  Optional<String> credential();

  /** Most facts in one envelope; head office takes 2,000. */
  @Min(1)
  @Max(Protocol.ENVELOPE_RECORDS_MAX)
  @WithDefault("2000")
  int envelopeRecordsMax();

  /**
   * Bytes of facts after which an envelope is closed, before compression; the last fact may go
   * over. Head office takes 8 MiB, and a fact may have more than two: at most 5 MiB. The first
   * envelope, and the first after silence, has 64 KiB; each answer doubles it up to this.
   */
  @Min(1)
  @Max(5 * 1024 * 1024)
  @WithDefault("4194304")
  int envelopeBytesMax();

  /** How often to look for new facts when there were none. */
  @WithDefault("250ms")
  Duration poll();

  /** How long to wait for a connection. */
  @WithDefault("5S")
  Duration connectWithin();

  /**
   * How long a request may stand still, without a piece of it going out or of its answer coming in;
   * head office answers when the envelope is on its disk.
   */
  @WithDefault("60S")
  Duration answerWithin();

  /** Rest after the first failure; doubles from there. */
  @WithDefault("500ms")
  Duration restShortest();

  /** Rest after many failures. */
  @WithDefault("30S")
  Duration restLongest();
}
