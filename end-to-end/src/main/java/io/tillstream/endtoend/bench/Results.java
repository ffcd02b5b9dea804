package io.tillstream.endtoend.bench;

import java.util.List;

/**
 * What came of a benchmark.
 *
 * @param figures of all works that were measured
 * @param failed names of those that were not
 */
record Results(List<Figure> figures, List<String> failed) {

  Results {
    figures = List.copyOf(figures);
    failed = List.copyOf(failed);
  }
}
