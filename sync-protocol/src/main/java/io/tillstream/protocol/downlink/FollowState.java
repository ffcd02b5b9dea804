package io.tillstream.protocol.downlink;

import io.tillstream.protocol.digest.BucketSums;
import java.util.Optional;

/**
 * A store that follows one layer of head office. The state moves in the transaction that applies
 * the page, so a page that is repeated, late or of another stretch finds a state that it does not
 * continue, and is left alone.
 *
 * <p>A layer is first read as a whole, bucket by bucket, while head office goes on writing; the log
 * from where it stood at the first bucket then brings every row to one and the same moment. Only
 * there may the rows be used ({@link #isWhole}).
 */
public sealed interface FollowState {

  /** Which buckets a layer has. */
  int BUCKETS = BucketSums.BUCKETS;

  /** Nothing is known of the layer's log; rows of a former log may be held. */
  static FollowState start() {
    return new Unknown();
  }

  /** What head office must still know for its answer to be of use; empty at the start. */
  Optional<Known> known();

  /** Whether the rows held are those of one moment of head office, none of them in part. */
  boolean isWhole();

  /**
   * Decides what to do with a page. Pure.
   *
   * @return the state after applying it; empty when it does not continue this one and changes
   *     nothing
   */
  Optional<FollowState> accept(LayerHeader page);

  /** Head office does not know what this store knows of it: the layer is read anew. */
  default FollowState refused() {
    return start();
  }

  /** To be read from the first bucket. */
  record Unknown() implements FollowState {
    @Override
    public Optional<Known> known() {
      return Optional.empty();
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public Optional<FollowState> accept(LayerHeader page) {
      return page instanceof LayerHeader.Buckets buckets
              && buckets.asked().isEmpty()
              && buckets.from() == 0
          ? Reading.next(buckets.head(), buckets)
          : Optional.empty();
    }
  }

  /**
   * Some buckets are read.
   *
   * @param since where the log stood when the first of them was read
   * @param newest where it stood at the last
   * @param bucket the next
   */
  record Reading(long since, Known newest, int bucket) implements FollowState {
    @Override
    public Optional<Known> known() {
      return Optional.of(newest);
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public Optional<FollowState> accept(LayerHeader page) {
      return page instanceof LayerHeader.Buckets buckets
              && buckets.asked().equals(known())
              && buckets.from() == bucket
              && buckets.incarnation().equals(newest.incarnation())
              && buckets.head() >= newest.seq()
          ? next(since, buckets)
          : Optional.empty();
    }

    private static Optional<FollowState> next(long since, LayerHeader.Buckets page) {
      if (page.to() < page.from() || page.to() >= BUCKETS) {
        return Optional.empty();
      }
      Known newest = new Known(page.incarnation(), page.head(), page.hash());
      return Optional.of(
          page.to() + 1 == BUCKETS
              ? new Following(since, newest, page.head())
              : new Reading(since, newest, page.to() + 1));
    }
  }

  /**
   * Changes are read as they are made.
   *
   * @param after the last change applied
   * @param newest the newest position that head office ever told of; never before {@code after}
   * @param head where the log ended when head office last said so
   */
  record Following(long after, Known newest, long head) implements FollowState {
    @Override
    public Optional<Known> known() {
      return Optional.of(newest);
    }

    @Override
    public boolean isWhole() {
      return after == head && after == newest.seq();
    }

    @Override
    public Optional<FollowState> accept(LayerHeader page) {
      boolean continues =
          page instanceof LayerHeader.Changes changes
              && changes.incarnation().equals(newest.incarnation())
              && changes.asked().equals(known())
              && changes.after() == after
              && changes.to() >= after
              && changes.head() >= changes.to()
              && changes.head() >= newest.seq();
      return continues ? Optional.of(next((LayerHeader.Changes) page)) : Optional.empty();
    }

    private FollowState next(LayerHeader.Changes page) {
      // A bucket may have shown what comes after this page: until then that is the newest.
      boolean isNewest = page.to() >= newest.seq();
      return new Following(
          page.to(),
          isNewest ? new Known(page.incarnation(), page.to(), page.hash()) : newest,
          page.head());
    }
  }
}
