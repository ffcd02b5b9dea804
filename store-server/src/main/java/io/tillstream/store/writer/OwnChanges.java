package io.tillstream.store.writer;

import io.tillstream.store.changelog.Entity;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which rows the store itself has changed while a transaction of another program is taken over.
 * Bounded by the rows there are. Switched from any thread, filled by the writer's.
 */
final class OwnChanges {

  // Replaced as a whole, so that a batch in the middle of its commit adds to the old or the new
  // one.
  private volatile Set<String> keys;

  void heed(boolean heed) {
    keys = heed ? ConcurrentHashMap.newKeySet() : null;
  }

  void add(Entity entity, String key) {
    Set<String> heeded = keys;
    if (heeded != null && !entity.columns().isEmpty()) {
      heeded.add(name(entity, key));
    }
  }

  boolean contains(Entity entity, String key) {
    Set<String> heeded = keys;
    return heeded != null && heeded.contains(name(entity, key));
  }

  static String name(Entity entity, String key) {
    return entity + " " + key;
  }
}
