package io.tillstream.store.feed;

import io.tillstream.store.changelog.Entity;
import java.util.Map;

/**
 * The net changes of a stretch of the log.
 *
 * @param to the last seq it covers
 * @param images for each entity the newest image by key, empty text for a row that is gone; in the
 *     order in which the keys first changed
 */
record ChangesRead(long to, Map<Entity, Map<String, String>> images) {

  /** Stands for a row that is gone. */
  static final String GONE = "";
}
