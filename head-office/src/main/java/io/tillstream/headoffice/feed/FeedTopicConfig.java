package io.tillstream.headoffice.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * The feed as a broker's topic. Where the broker is, {@code kafka.bootstrap.servers} says; the rest
 * is read where the channel is described, in {@code application.properties}.
 */
@ConfigMapping(prefix = "tillstream.feed.kafka")
interface FeedTopicConfig {

  /**
   * Whether this process tells the feed to the broker. Of several over one database one at a time
   * does.
   */
  @WithDefault("false")
  boolean enabled();

  /** Its partition 0 has the whole feed in its order; key = store. */
  @WithDefault("tillstream.feed")
  String topic();

  /** How long it rests when everything is told. */
  @WithDefault("500ms")
  Duration every();

  /** How long it rests when the broker took nothing: at first a second, and at most so long. */
  @WithDefault("30s")
  Duration restLongest();
}
