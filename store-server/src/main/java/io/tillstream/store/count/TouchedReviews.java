package io.tillstream.store.count;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import java.util.Set;
import java.util.TreeSet;

/** The counts of whose review a batch has changed something. The writer's thread only. */
public final class TouchedReviews implements BatchPart {

  private final Set<String> counts = new TreeSet<>();

  private TouchedReviews() {}

  /** Of this batch. */
  public static TouchedReviews of(Batch batch) {
    return batch.part(TouchedReviews.class, b -> new TouchedReviews());
  }

  void of(String count) {
    counts.add(count);
  }

  /** Which. */
  public Set<String> counts() {
    return counts;
  }

  @Override
  public void flush() {
    // What is to be reviewed is written when that is found.
  }
}
