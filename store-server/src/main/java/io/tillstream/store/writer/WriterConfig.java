package io.tillstream.store.writer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much the single writer takes on at once. */
@ConfigMapping(prefix = "tillstream.writer")
public interface WriterConfig {

  /** Commands that may wait; more are answered 429. An upload is one command. */
  @WithDefault("256")
  int queueCommandsMax();

  /** Commands committed together. */
  @WithDefault("64")
  int batchCommandsMax();

  /**
   * Documents committed together. More make a commit cheaper per document and every answer in it
   * later.
   */
  @WithDefault("4000")
  int batchDocumentsMax();

  /** How long a request waits for its commit before it is answered 503. */
  @WithDefault("30S")
  Duration answerWithin();
}
