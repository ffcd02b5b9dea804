package io.tillstream.store.transfer;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The transfers of which a batch has news that no document of this store tells. The writer's thread
 * only.
 */
public final class TouchedTransfers implements BatchPart {

  private final Set<String> heardOf = new TreeSet<>();
  private final Set<String> overdue = new TreeSet<>();

  private TouchedTransfers() {}

  /** Of this batch. */
  public static TouchedTransfers of(Batch batch) {
    return batch.part(TouchedTransfers.class, b -> new TouchedTransfers());
  }

  void hear(String id) {
    heardOf.add(id);
  }

  void overdue(Collection<String> ids) {
    overdue.addAll(ids);
  }

  /** Those of which head office has told something new. */
  public Set<String> heardOf() {
    return heardOf;
  }

  /** Those that were seen to be on the way for too long. */
  public Set<String> overdue() {
    return overdue;
  }

  @Override
  public void flush() {
    // What was heard is written when it is heard.
  }
}
