package io.tillstream.store.uplink;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The broker's topics, where it is the carrier; head office must call them the same. Where the
 * broker is, {@code kafka.bootstrap.servers} says.
 */
@ConfigMapping(prefix = "tillstream.uplink.kafka")
interface KafkaConfig {

  /** Facts up, key = store. */
  @WithDefault("tillstream.store-facts")
  String factsTopic();

  /** Where head office's books stand, key = store. */
  @WithDefault("tillstream.store-standing")
  String standingTopic();
}
