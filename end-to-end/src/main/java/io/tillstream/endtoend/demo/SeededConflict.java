package io.tillstream.endtoend.demo;

import java.util.Set;

/**
 * Something that a demonstration did and that has to become one case.
 *
 * @param name of the verdict, for a person
 * @param store where the case is
 * @param kind of the case
 * @param subject of the case
 * @param documents that the case has to name, and no others
 */
record SeededConflict(
    String name, String store, String kind, String subject, Set<String> documents) {

  SeededConflict {
    documents = Set.copyOf(documents);
  }
}
