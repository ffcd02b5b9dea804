package io.tillstream.agent.journal;

import io.tillstream.protocol.document.Document;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Goes round documents that are to be made anew, so that one which fails holds up no other: those
 * behind it have their turn before it is tried again. Not thread-safe.
 */
final class RoundOfDocuments {

  private final Set<Long> failed = new HashSet<>();
  private long trying;

  /**
   * Does something with the next one.
   *
   * @param find asks {@link #isToBeTried} and {@link #mayGoNow} of each, in their order
   * @return empty when there is none any more
   */
  <D, R> Optional<R> next(Supplier<Optional<D>> find, Function<D, R> work) {
    try {
      Optional<D> found = find.get();
      if (found.isEmpty() && !failed.isEmpty()) {
        failed.clear();
        found = find.get();
      }
      return found.map(work);
    } catch (RuntimeException e) {
      failed.add(trying);
      throw e;
    }
  }

  /** Whether this one has not failed in this round. */
  boolean isToBeTried(long id) {
    trying = id;
    return !failed.contains(id);
  }

  /** What refers to another document waits for those before it: the other may be among them. */
  boolean mayGoNow(Document document) {
    return failed.isEmpty() || (document.voids() == null && document.customer() == null);
  }
}
