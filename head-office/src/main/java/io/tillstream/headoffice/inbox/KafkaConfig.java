package io.tillstream.headoffice.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Envelopes by way of a message broker. Where it is, {@code kafka.bootstrap.servers} says; most of
 * this is read where the channels are described, in {@code application.properties}.
 */
@ConfigMapping(prefix = "tillstream.inbox.kafka")
interface KafkaConfig {

  /** Whether envelopes are taken from the broker, and standings told over it. */
  @WithDefault("false")
  boolean enabled();

  /**
   * How many partitions this process works on at once. Each may take some 40 MB of memory while an
   * envelope is unfolded and booked, and a database connection.
   */
  @WithDefault("2")
  int consumers();

  /** All processes of one head office say the same, and share the partitions. */
  @WithDefault("tillstream-head-office")
  String group();

  /** Facts up, key = store. */
  @WithDefault("tillstream.store-facts")
  String factsTopic();

  /** Where the books stand, key = store; a compacted topic. */
  @WithDefault("tillstream.store-standing")
  String standingTopic();
}
