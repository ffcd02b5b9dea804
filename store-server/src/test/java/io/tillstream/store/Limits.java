package io.tillstream.store;

import io.tillstream.store.writer.WriterConfig;
import java.time.Duration;

/** What a writer takes on at once, in tests. */
public record Limits(
    int queueCommandsMax, int batchCommandsMax, int batchDocumentsMax, Duration answerWithin)
    implements WriterConfig {

  public static Limits queueOf(int commands) {
    return new Limits(commands, 64, 4_000, Duration.ofSeconds(30));
  }
}
